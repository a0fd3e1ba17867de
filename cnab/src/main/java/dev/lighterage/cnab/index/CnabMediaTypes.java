package dev.lighterage.cnab.index;

/// Media types and annotations of CNAB 201, with the values that cnab-to-oci writes.
final class CnabMediaTypes {
  /// The bundle definition. Document 201 prints another name and the digest of this one.
  static final String CONFIG = "application/vnd.cnab.config.v1+json";

  /// What Harbor and others know a bundle by, as the value of [#ARTIFACT_TYPE].
  static final String BUNDLE = "application/vnd.cnab.manifest.v1";

  static final String ARTIFACT_TYPE = "org.opencontainers.artifactType";
  static final String RUNTIME_VERSION = "io.cnab.runtime_version";
  static final String KEYWORDS = "io.cnab.keywords";
  static final String TITLE = "org.opencontainers.image.title";
  static final String VERSION = "org.opencontainers.image.version";
  static final String DESCRIPTION = "org.opencontainers.image.description";
  static final String AUTHORS = "org.opencontainers.image.authors";

  /// On each descriptor of the index: `config`, `invocation` or `component`.
  static final String TYPE = "io.cnab.manifest.type";

  /// On a component's descriptor: its key in `images`.
  static final String COMPONENT = "io.cnab.component.name";

  private CnabMediaTypes() {}
}
