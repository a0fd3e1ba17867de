package dev.lighterage.oci.serve;

import dev.lighterage.oci.value.Digest;
import java.util.Optional;

/// Digests in paths and queries.
final class Digests {
  private Digests() {}

  static Digest require(String text) {
    return Digest.find(text)
        .orElseThrow(
            () -> new Refusal(400, "DIGEST_INVALID", "not a sha256 or sha512 digest: " + text));
  }

  static Digest require(Optional<String> text) {
    return require(
        text.orElseThrow(() -> new Refusal(400, "DIGEST_INVALID", "the digest is missing")));
  }
}
