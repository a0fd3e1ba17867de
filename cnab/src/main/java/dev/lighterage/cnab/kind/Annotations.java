package dev.lighterage.cnab.kind;

/// Annotation keys: image-spec 1.1, annotations.md, and ORAS's own.
final class Annotations {
  static final String AUTHORS = "org.opencontainers.image.authors";
  static final String DESCRIPTION = "org.opencontainers.image.description";
  static final String SOURCE = "org.opencontainers.image.source";
  static final String TITLE = "org.opencontainers.image.title";
  static final String URL = "org.opencontainers.image.url";
  static final String VERSION = "org.opencontainers.image.version";

  /// oras-go 2, content/file: `true` on a layer that is a folder, packed.
  static final String UNPACK = "io.deis.oras.content.unpack";

  /// oras-go 2, content/file: the digest of such a layer before it was compressed.
  static final String DIGEST = "io.deis.oras.content.digest";

  private Annotations() {}
}
