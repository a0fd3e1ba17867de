package dev.lighterage.oci.layout;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Says whether a layout has all that a manifest stands on. Layouts may be sparse (image-spec 1.1,
/// image-layout.md, "Blobs"), and skopeo, crane and we write such.
///
/// Manifests are read, each once; of blobs the size is looked at.
final class Wholeness {
  private final LayoutStore layout;
  private final Set<Digest> seen = new HashSet<>();
  private final Deque<Descriptor> manifests = new ArrayDeque<>();

  Wholeness(LayoutStore layout) {
    this.layout = layout;
  }

  boolean of(Descriptor root) {
    manifests.add(root);
    while (!manifests.isEmpty()) {
      Descriptor next = manifests.remove();
      if (seen.add(next.digest()) && !areChildrenHere(next)) {
        return false;
      }
    }
    return true;
  }

  private boolean areChildrenHere(Descriptor parent) {
    Optional<Manifest> manifest = read(parent);
    if (manifest.isEmpty()) {
      return false;
    }
    for (Descriptor child : manifest.get().children()) {
      if (MediaTypes.isManifest(child.mediaType())) {
        manifests.add(child);
      } else if (!layout.has(child) && !MediaTypes.isNonDistributable(child.mediaType())) {
        return false;
      }
    }
    return true;
  }

  /// Empty for one that is damaged too: it is to be stored again.
  private Optional<Manifest> read(Descriptor descriptor) {
    try {
      return layout.has(descriptor) ? layout.manifest(descriptor.digest()) : Optional.empty();
    } catch (Failure damaged) {
      if (damaged.kind() == Failure.Kind.CORRUPT) {
        return Optional.empty();
      }
      throw damaged;
    }
  }
}
