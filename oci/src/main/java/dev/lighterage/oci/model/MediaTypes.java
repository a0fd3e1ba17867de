package dev.lighterage.oci.model;

import java.util.Set;

/// Media types that OCI and Docker define for what every registry holds.
public final class MediaTypes {
  /// image-spec 1.1, media-types.md.
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER_TAR = "application/vnd.oci.image.layer.v1.tar";
  public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

  /// The empty JSON object, `{}`: image-spec 1.1, manifest.md, "Guidance for an empty descriptor".
  public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";

  /// Docker image manifest version 2, schema 2.
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  private static final Set<String> IMAGES = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);
  private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);

  private MediaTypes() {}

  /// Whether content of this type lists a config and layers.
  public static boolean isImage(String mediaType) {
    return IMAGES.contains(mediaType);
  }

  /// Whether content of this type lists other manifests.
  public static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  /// Whether content of this type is stored as a manifest, all else being a blob.
  public static boolean isManifest(String mediaType) {
    return isImage(mediaType) || isIndex(mediaType);
  }

  /// Whether a registry may lack content of this type: image-spec 1.1, layer.md, "Non-Distributable
  /// Layers", and Docker's foreign layers.
  public static boolean isNonDistributable(String mediaType) {
    return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.v1.")
        || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.diff.");
  }
}
