package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreTest {
  /// Cases of Helm 3.22's own rules, tried with `helm package`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.txt | a.txt | true",
        "*.txt | sub/a.txt | true",
        "/a.txt | sub/a.txt | false",
        "/a.txt | a.txt | true",
        "sub/*.txt | sub/a.txt | true",
        "sub/*.txt | x/sub/a.txt | false",
        "sub/ | sub/ | true",
        "sub/ | sub | false",
        "su? | sub | true",
        "# a | # a | false",
        "  a.txt   | a.txt | true",
        "!a.txt | a.txt | false",
        "!a.txt | b.txt | true",
        "!sub/ | sub/ | false",
        "!sub/ | a.txt | true",
        "'' | templates/.x | true",
        "'' | templates/x | false",
        "'' | sub/templates/.x | false",
        ".* | .helmignore | true"
      })
  void ignoresInChartsWhatHelmIgnores(String rule, String path, boolean ignored) {
    HelmIgnore ignore = HelmIgnore.read("f", rule.equals("''") ? "" : rule);
    assertThat(ignore.ignores(bare(path), path.endsWith("/"))).isEqualTo(ignored);
  }

  @Test
  void refusesInChartsWhatHelmRefuses() {
    assertThatThrownBy(() -> HelmIgnore.read("f", "a/**/b"))
        .hasMessageContaining("** is not supported by Helm");
    assertThatThrownBy(() -> HelmIgnore.read("f", "[a"))
        .hasMessage("not a pattern of .helmignore: f; found: [a");
  }

  /// Cases of gitignore(5), tried with `git check-ignore`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.txt | a.txt | true",
        "a.txt | sub/a.txt | true",
        "/a.txt | sub/a.txt | false",
        "/a.txt | a.txt | true",
        "*.txt | sub/a.txt | true",
        "sub/*.txt | sub/a.txt | true",
        "sub/*.txt | x/sub/a.txt | false",
        "sub/ | sub/ | true",
        "sub/ | sub | false",
        "sub/ | x/sub/ | true",
        "**/x | x | true",
        "**/x | a/b/x | true",
        "a/** | a/b/c | true",
        "a/** | a/ | false",
        "a/**/b | a/b | true",
        "a/**/b | a/x/y/b | true",
        "a? | ab | true",
        "a? | a | false",
        "[a-c]x | bx | true",
        "[!a-c]x | bx | false",
        "[!a-c]x | dx | true",
        "[]]x | ]x | true",
        "[a-]x | -x | true",
        "\\#x | #x | true",
        "\\!x | !x | true",
        "#x | #x | false",
        "a\\* | a* | true",
        "a\\* | ab | false",
        "*.txt;!b.txt | b.txt | false",
        "*.txt;!b.txt | a.txt | true",
        "!b.txt;*.txt | b.txt | true",
        "a/b | a/b | true",
        "a/b | x/a/b | false",
        "*/b | a/b | true",
        "*/b | a/c/b | false",
        "a+b(c) | a+b(c) | true",
        ".git | .git/ | true",
        "x | sub/.git/ | true",
        "x | .lighterignore | true",
        "x | sub/.lighterignore | false",
        "é* | école | true",
        "a^ | a^ | true",
        "[\\]]x | ]x | true",
        "[[]x | [x | true",
        "[&&]x | &x | true"
      })
  void ignoresInFoldersWhatGitIgnores(String rules, String path, boolean ignored) {
    LighterIgnore ignore = LighterIgnore.read("f", rules.replace(';', '\n'));
    assertThat(ignore.ignores(bare(path), path.endsWith("/"))).isEqualTo(ignored);
  }

  @Test
  void cutsTrailingSpacesAndAByteOrderMark() {
    LighterIgnore ignore = LighterIgnore.read("f", "\uFEFFa  \nb\\ \n");
    assertThat(ignore.ignores("a", false)).isTrue();
    assertThat(ignore.ignores("b ", false)).isTrue();
    assertThat(ignore.ignores("b", false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a**b", "**", "a/**b", "[[:alpha:]]", "[a", "a\\", "/", "!", "[a/b]"})
  void refusesInFoldersWhatIsNotInTheSubset(String rule) {
    assertThatThrownBy(() -> LighterIgnore.read("f", "ok\n" + rule))
        .isInstanceOf(Failure.class)
        .hasMessage("not a pattern of .lighterignore: f:2; found: " + rule);
  }

  @Test
  void readsOrRefusesWhateverIsGiven() {
    var random = new Random(4);
    int read = 0;
    for (int i = 0; i < 50_000; i++) {
      String rule = word(random, "ab*?[]!^-\\/ #.&é", 10);
      String path = "a/" + word(random, "ab/.-", 6) + "b";
      try {
        LighterIgnore.read("f", rule).ignores(path, random.nextBoolean());
        HelmIgnore.read("f", rule).ignores(path, random.nextBoolean());
        read++;
      } catch (Failure failure) {
        assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }

  private static String bare(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String word(Random random, String letters, int longest) {
    var word = new StringBuilder();
    for (int n = random.nextInt(longest); n > 0; n--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }
}
