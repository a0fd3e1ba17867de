package dev.lighterage.oci.model;

import java.util.Optional;

/// What an image runs on. Source: image-spec 1.1, image-index.md, `platform`.
///
/// JSON: `{"architecture": …, "os": …, "variant"?: …}`; other members are kept in the bytes alone.
public record Platform(String os, String architecture, Optional<String> variant) {

  public static Platform of(String os, String architecture) {
    return new Platform(os, architecture, Optional.empty());
  }

  /// The platform that this process runs on, in Go's names, which OCI uses.
  public static Platform current() {
    String architecture =
        switch (System.getProperty("os.arch", "")) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          case String other -> other;
        };
    return of("linux", architecture);
  }

  /// Whether an image for `other` runs here; a missing variant fits every variant.
  public boolean accepts(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
  }
}
