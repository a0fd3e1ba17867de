package dev.lighterage.cnab.index;

import static dev.lighterage.oci.model.MediaTypes.DOCKER_CONFIG;
import static dev.lighterage.oci.model.MediaTypes.DOCKER_LIST;
import static dev.lighterage.oci.model.MediaTypes.DOCKER_MANIFEST;
import static dev.lighterage.oci.model.MediaTypes.OCI_CONFIG;
import static dev.lighterage.oci.model.MediaTypes.OCI_INDEX;
import static dev.lighterage.oci.model.MediaTypes.OCI_MANIFEST;

/// The forms in which cnab-to-oci stores a bundle: the first wherever a registry takes it, the
/// others where one refuses a media type ([W1], "Media types and fallbacks").
///
/// Readers take all of them; only the first keeps its digest when a CNAB tool copies it.
public enum Form {
  FIRST(CnabMediaTypes.CONFIG, OCI_MANIFEST, OCI_INDEX),
  CONFIG_OCI(OCI_CONFIG, OCI_MANIFEST, OCI_INDEX),
  CONFIG_DOCKER(DOCKER_CONFIG, DOCKER_MANIFEST, OCI_INDEX),
  INDEX_DOCKER(CnabMediaTypes.CONFIG, OCI_MANIFEST, DOCKER_LIST),
  ALL_DOCKER(DOCKER_CONFIG, DOCKER_MANIFEST, DOCKER_LIST);

  private final String config;
  private final String manifest;
  private final String index;

  Form(String config, String manifest, String index) {
    this.config = config;
    this.manifest = manifest;
    this.index = index;
  }

  /// The media type of the bundle definition as a config blob.
  public String config() {
    return config;
  }

  /// The media type of the config manifest.
  public String manifest() {
    return manifest;
  }

  /// The media type of the index.
  public String index() {
    return index;
  }
}
