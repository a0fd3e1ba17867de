package dev.lighterage.oci.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// References made by chance, from fixed seeds.
class ReferenceTest {
  private static final String[] HOSTS = {
    "localhost", "127.0.0.1:5000", "registry.example.com", "[::1]:5000", "docker.io"
  };
  private static final String[] NAMES = {"a", "shop/web", "a-b/c.d/e__f", "blobs/uploads", "x/1"};
  private static final String[] TAGS = {"1", "v1.0.0", "_x", "A.b-c", "latest"};
  private static final String ODD = "abcAB01:/@.-_[] %\u00e9";

  private static <T> T one(Random random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  private static String some(Random random) {
    String name = one(random, HOSTS) + "/" + one(random, NAMES);
    String tagged = name + ":" + one(random, TAGS);
    String digest = "@" + Bytes.utf8("" + random.nextInt()).digest();
    return switch (random.nextInt(3)) {
      case 0 -> tagged;
      case 1 -> name + digest;
      default -> tagged + digest;
    };
  }

  @Test
  void writesWhatItRead() {
    for (int seed = 0; seed < 500; seed++) {
      String text = some(new Random(seed));
      assertThat(Reference.parse(text)).as("seed %s", seed).hasToString(text);
      assertThat(Reference.parse("oci://" + text)).as("seed %s", seed).hasToString(text);
    }
  }

  @Test
  void readsItsOwnWordsAgainOrRefusesThem() {
    int refused = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new Random(seed);
      var text = new StringBuilder(some(random));
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        int at = random.nextInt(text.length());
        text.replace(
            at,
            at + random.nextInt(2),
            ODD.substring(random.nextInt(ODD.length())).substring(0, 1));
      }
      try {
        Reference read = Reference.parse(text.toString());
        assertThat(Reference.parse(read.toString())).as("seed %s: %s", seed, text).isEqualTo(read);
      } catch (Failure failure) {
        assertThat(failure.kind())
            .as("seed %s: %s", seed, text)
            .isIn(Set.of(Failure.Kind.INVALID, Failure.Kind.UNSUPPORTED));
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 2_999);
  }
}
