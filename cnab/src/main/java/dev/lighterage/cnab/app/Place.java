package dev.lighterage.cnab.app;

import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a bundle, an image or an artifact is, as a person writes it: in a registry, or in a layout
/// folder.
///
/// Layouts are written `oci:FOLDER`, `oci:FOLDER:TAG` or `oci:FOLDER@DIGEST`; a path that begins
/// with `/`, `./` or `../`, or names a folder with an OCI layout in it, needs no `oci:`. All else
/// is a [Reference].
public sealed interface Place {
  String LAYOUT = "oci:";

  /// A reference in a registry.
  record InRegistry(Reference reference) implements Place {
    @Override
    public String toString() {
      return reference.toString();
    }
  }

  /// A manifest in a layout: that of `tag`, that with `digest`, or the only one.
  record InLayout(Path folder, Optional<String> tag, Optional<Digest> digest) implements Place {
    @Override
    public String toString() {
      return LAYOUT
          + folder
          + tag.map(t -> ":" + t).orElse("")
          + digest.map(d -> "@" + d).orElse("");
    }
  }

  /// Reads a place; fails with `INVALID` or `UNSUPPORTED` like [Reference#parse].
  static Place parse(String text) {
    if (text.startsWith(LAYOUT) && !text.startsWith(Reference.SCHEME)) {
      return layout(text.substring(LAYOUT.length()));
    }
    boolean path = text.startsWith("/") || text.startsWith("./") || text.startsWith("../");
    return path || isLayout(layout(text).folder())
        ? layout(text)
        : new InRegistry(Reference.parse(text));
  }

  private static boolean isLayout(Path folder) {
    return Files.isRegularFile(folder.resolve("oci-layout"));
  }

  private static InLayout layout(String text) {
    int at = text.lastIndexOf('@');
    if (at > text.lastIndexOf('/')) {
      Digest digest = Digest.parse(text.substring(at + 1));
      return new InLayout(Path.of(text.substring(0, at)), Optional.empty(), Optional.of(digest));
    }
    int colon = text.lastIndexOf(':');
    if (colon > text.lastIndexOf('/')) {
      String tag = text.substring(colon + 1);
      Reference.requireTag(tag);
      return new InLayout(Path.of(text.substring(0, colon)), Optional.of(tag), Optional.empty());
    }
    return new InLayout(Path.of(text), Optional.empty(), Optional.empty());
  }
}
