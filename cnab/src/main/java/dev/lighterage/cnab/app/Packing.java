package dev.lighterage.cnab.app;

import dev.lighterage.cnab.kind.Kind;
import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.recipe.Artifact;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.value.Failure;

/// Packs local artifacts into the layout of a build; what is made on the way lies in its scratch
/// folder, and is gone when the artifact is stored.
final class Packing {
  private Packing() {}

  /// Fails like [Kind#pack] and a layout; the failure names the artifact and its place in the
  /// recipe.
  static Packed pack(Artifact artifact, Artifact.Local local, LayoutStore layout) {
    try {
      return stored(artifact, local, layout);
    } catch (Failure e) {
      throw e.with("artifact", artifact.name()).with("recipe", artifact.at());
    }
  }

  private static Packed stored(Artifact artifact, Artifact.Local local, LayoutStore layout) {
    try (ScratchFolder scratch = layout.scratch()) {
      Packed packed = artifact.kind().pack(local.path(), scratch.path());
      packed
          .blobs()
          .forEach(
              (descriptor, content) -> {
                if (!layout.hasIntact(descriptor)) {
                  layout.push(descriptor, content);
                }
              });
      layout.put(packed.manifest());
      return packed;
    }
  }
}
