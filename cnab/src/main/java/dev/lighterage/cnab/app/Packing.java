package dev.lighterage.cnab.app;

import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.recipe.Artifact;
import dev.lighterage.oci.layout.LayoutStore;
import java.nio.file.Path;

/// Packs local artifacts into the layout of a build; `scratch` is for blobs on their way.
record Packing(LayoutStore layout, Path scratch) {

  Packed pack(Artifact artifact, Artifact.Local local) {
    Packed packed = artifact.kind().pack(local.path(), scratch);
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
