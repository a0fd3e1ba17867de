package dev.lighterage.cnab.app;

import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.recipe.Artifact;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.layout.LayoutStore;

/// Packs local artifacts into the layout of a build; what is made on the way lies in its scratch
/// folder, and is gone when the artifact is stored.
final class Packing {
  private Packing() {}

  static Packed pack(Artifact artifact, Artifact.Local local, LayoutStore layout) {
    try (ScratchFolder scratch = layout.scratch()) {
      Packed packed = artifact.kind().pack(local.path(), scratch.path());
      packed
          .blobs()
          .forEach(
              (descriptor, content) -> {
                if (!layout.has(descriptor)) {
                  layout.push(descriptor, content);
                }
              });
      layout.put(packed.manifest());
      return packed;
    }
  }
}
