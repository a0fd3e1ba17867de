package dev.lighterage.oci.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
  private static final String EMPTY =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void isTheHashOfTheBytes() {
    // FIPS 180-4's examples, as every implementation publishes them.
    assertThat(Bytes.empty().digest()).hasToString(EMPTY);
    assertThat(Bytes.utf8("abc").digest(Digest.Algorithm.SHA512))
        .hasToString(
            "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  }

  @Test
  void readsWhatItWrites() {
    var random = new Random(180);
    for (int round = 0; round < 1_000; round++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
        Digest digest = Bytes.of(bytes).digest(algorithm);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        assertThat(digest.referrersTag()).matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
      }
    }
  }

  /// What has one character more, less or other than a digest is none, so that nothing that is
  /// taken for a file's name can leave its folder.
  @Test
  void takesNothingElseForADigest() {
    var random = new Random(64);
    String letters = "0123456789abcdefABCDEFg/\\.:\0 \n%-_é";
    for (int round = 0; round < 5_000; round++) {
      var text = new StringBuilder(EMPTY);
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
        default -> text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
      }
      String changed = text.toString();
      Digest.find(changed)
          .ifPresent(
              digest -> {
                assertThat(digest).hasToString(changed);
                assertThat(digest.hex()).matches("[0-9a-f]{64}");
              });
      if (changed.length() != EMPTY.length()) {
        assertThat(Digest.find(changed)).as(changed).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', INVALID",
    "sha256, INVALID",
    "sha256:, INVALID",
    "SHA256:e3b0, INVALID",
    "sha256:../../etc/passwd, INVALID",
    "sha384:00, UNSUPPORTED",
    "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8, UNSUPPORTED"
  })
  void saysWhetherItIsNoDigestOrOneOfAnotherAlgorithm(String text, Failure.Kind kind) {
    assertThatThrownBy(() -> Digest.parse(text))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }

  @Test
  void ordersAsTextWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      byte[] bytes = "i".getBytes(StandardCharsets.UTF_8);
      assertThat(Bytes.of(bytes).digest().toString()).startsWith("sha256:");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Bytes.utf8("a").digest(Digest.Algorithm.SHA512))
        .isGreaterThan(Bytes.utf8("a").digest());
  }
}
