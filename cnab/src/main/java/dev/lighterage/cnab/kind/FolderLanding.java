package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Limits;
import dev.lighterage.oci.pack.Unpack;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Puts what one verified layer holds into a folder; the layer has one folder at its top.
record FolderLanding(Descriptor layer, Content content, Path folder) {
  private static final String PART = ".lighter-part";

  /// The layer's top folder becomes `target`.
  void only(Limits limits, Path target) {
    unpacked(limits, top -> Files.move(top, target));
  }

  /// What is in the layer's top folder lands in the folder itself.
  void inside(Limits limits) {
    unpacked(
        limits,
        top -> {
          for (Path child : list(top)) {
            Files.move(child, folder.resolve(child.getFileName()));
          }
          Files.delete(top);
        });
  }

  /// What is done with the layer's top folder.
  private interface Move {
    void go(Path top) throws IOException;
  }

  private void unpacked(Limits limits, Move move) {
    Path part = folder.resolve(PART);
    Unpack.tree(new Unpack.Packed(layer, content), part, limits);
    try {
      List<Path> tops = list(part);
      if (tops.size() != 1 || !Files.isDirectory(tops.getFirst())) {
        throw Failure.of(
                Failure.Kind.INVALID,
                "layer without one folder at its top",
                layer.digest().toString())
            .with("found", tops.size() + " entries");
      }
      move.go(tops.getFirst());
      Files.delete(part);
    } catch (IOException e) {
      throw Failure.storage("could not write", folder, e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
