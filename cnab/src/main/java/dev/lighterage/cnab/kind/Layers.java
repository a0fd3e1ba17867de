package dev.lighterage.cnab.kind;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;
import java.util.Set;

/// Questions that every kind asks its layers.
final class Layers {
  private Layers() {}

  /// The one layer there must be; fails with `INVALID` otherwise.
  static Descriptor only(Manifest.Image manifest, String kind) {
    if (manifest.layers().size() != 1) {
      throw invalid(manifest, kind).with("expected", "one layer").with("found", count(manifest));
    }
    return manifest.layers().getFirst();
  }

  /// The one layer whose type is among `types`; others are none of the kind's business.
  static Descriptor typed(Manifest.Image manifest, String kind, Set<String> types) {
    var fitting = manifest.layers().stream().filter(l -> types.contains(l.mediaType())).toList();
    if (fitting.size() != 1) {
      throw invalid(manifest, kind)
          .with("expected", "one layer of type " + String.join(" or ", types))
          .with("found", fitting.size());
    }
    return fitting.getFirst();
  }

  /// The title that ORAS puts on a layer: the name of its file.
  static Optional<String> findTitle(Descriptor layer) {
    return Optional.ofNullable(layer.annotations().get(Annotations.TITLE));
  }

  static String title(Descriptor layer) {
    return findTitle(layer)
        .orElseThrow(
            () ->
                Failure.of(
                    Failure.Kind.INVALID, "layer without a title", layer.digest().toString()));
  }

  static Failure invalid(Manifest.Image manifest, String kind) {
    return Failure.of(
        Failure.Kind.INVALID,
        "not a whole artifact of kind " + kind,
        manifest.descriptor().digest().toString());
  }

  private static String count(Manifest.Image manifest) {
    return manifest.layers().size() + " layers";
  }
}
