package dev.lighterage.cnab.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.operation.Mount;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TermsTest {
  @Test
  void starStandsForAnyCharacters() {
    assertThat(new Glob("application/vnd.acme.*").matches("application/vnd.acme.arm")).isTrue();
    assertThat(new Glob("application/vnd.acme.*").matches("application/vnd.acme.")).isTrue();
    assertThat(new Glob("application/vnd.acme.*").matches("xapplication/vnd.acme.a")).isFalse();
    assertThat(new Glob("*+json").matches("a+json")).isTrue();
    assertThat(new Glob("*+json").matches("a+jsonx")).isFalse();
    assertThat(new Glob("a*b*c").matches("a-b-c")).isTrue();
    assertThat(new Glob("a*b*c").matches("a-c-b")).isFalse();
    assertThat(new Glob("ab*ba").matches("aba")).isFalse();
    assertThat(new Glob("a.c").matches("abc")).isFalse();
  }

  @Test
  void globsAgreeWithASlowMatcher() {
    var random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      String pattern = word(random, "ab*");
      String name = word(random, "ab");
      String slow = pattern.replace("*", ".*");
      assertThat(new Glob(pattern).matches(name))
          .as(pattern + " " + name)
          .isEqualTo(name.matches(slow));
    }
  }

  private static String word(Random random, String letters) {
    var text = new StringBuilder();
    for (int n = random.nextInt(7); n > 0; n--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void rangesCompareVersionsBySemanticVersioning() {
    VersionRange range = VersionRange.parse(">=1.2 <2").orElseThrow();
    assertThat(range.contains("1.2.0")).isTrue();
    assertThat(range.contains("v1.10.3")).isTrue();
    assertThat(range.contains("1.9.9+build.1")).isTrue();
    assertThat(range.contains("1.1.99")).isFalse();
    assertThat(range.contains("2.0.0")).isFalse();
    assertThat(range.contains("1.2.0-rc.1")).isFalse();
    assertThat(range.contains("2.0.0-rc.1")).isTrue();
    assertThat(range.contains("latest")).isFalse();
    assertThat(VersionRange.parse("1.2.3").orElseThrow().contains("1.2.3")).isTrue();
    assertThat(VersionRange.parse("1.2.3").orElseThrow().contains("1.2.3-a")).isFalse();
    assertThat(VersionRange.parse(">1 <=1.5").orElseThrow().contains("1.5.0")).isTrue();
  }

  @Test
  void rangesAreNotGuessed() {
    for (String text : new String[] {"", "~1", "^1", "1.x", ">= 1", "1 || 2", "1.2.3.4", "v1"}) {
      assertThat(VersionRange.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void folderTermsCoverWhatTheySayAndNoMore() {
    var one = new MountTerm(Path.of("/srv/shop"), false, Optional.empty());
    assertThat(one.covers(new Mount("/srv/shop", "/data"))).isTrue();
    assertThat(one.covers(new Mount("/srv/shop/a", "/data"))).isFalse();
    assertThat(one.covers(new Mount("/srv/shopping", "/data"))).isFalse();
    var below = new MountTerm(Path.of("/srv"), true, Optional.of("/data"));
    assertThat(below.covers(new Mount("/srv/shop/a", "/data"))).isTrue();
    assertThat(below.covers(new Mount("/srv", "/data"))).isFalse();
    assertThat(below.covers(new Mount("/srv/shop", "/etc"))).isFalse();
  }

  @Test
  void deniedFolderIsDeniedThroughTheFolderAbove() {
    var etc = new MountTerm(Path.of("/etc"), false, Optional.empty());
    assertThat(etc.meets(new Mount("/", "/host"))).isTrue();
    assertThat(etc.meets(new Mount("/etc", "/x"))).isTrue();
    assertThat(etc.meets(new Mount("/srv", "/x"))).isFalse();
  }
}
