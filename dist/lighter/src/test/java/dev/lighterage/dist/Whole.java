package dev.lighterage.dist;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Looks for anything half-written under a good name in all layouts below a folder.
final class Whole {
  private Whole() {}

  /// Re-hashes every blob and follows every tag down; answers how many blobs there are.
  ///
  /// @param sparse whether a manifest may refer to what is not there
  static int require(Path root, boolean sparse) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    int blobs = 0;
    for (Path file : files) {
      if (isBlob(file)) {
        requireBlob(file);
        blobs++;
      } else if (file.endsWith("oci-layout")) {
        requireTags(LayoutStore.open(file.resolveSibling("")), sparse);
      }
    }
    return blobs;
  }

  private static boolean isBlob(Path file) {
    Path algorithm = file.getParent();
    return algorithm != null && algorithm.endsWith("blobs/sha256");
  }

  private static void requireBlob(Path file) throws IOException {
    String found = Bytes.of(Files.readAllBytes(file)).digest().hex();
    if (!file.endsWith(found)) {
      throw new AssertionError(file + " has the digest " + found);
    }
  }

  private static void requireTags(LayoutStore layout, boolean sparse) {
    for (String tag : layout.tags()) {
      Manifest root =
          layout
              .resolve(tag)
              .orElseThrow(() -> new AssertionError(layout.name() + ":" + tag + " names nothing"));
      if (!sparse) {
        requireBelow(layout, root);
      }
    }
  }

  private static void requireBelow(Source source, Manifest manifest) {
    for (Descriptor child : manifest.children()) {
      boolean isManifest =
          MediaTypes.isImage(child.mediaType()) || MediaTypes.isIndex(child.mediaType());
      if (isManifest) {
        requireBelow(
            source,
            source
                .manifest(child.digest())
                .orElseThrow(() -> new AssertionError(source.name() + " lacks " + child.digest())));
      } else if (source instanceof LayoutStore layout && !layout.has(child)) {
        throw new AssertionError(source.name() + " lacks " + child.digest());
      }
    }
  }
}
