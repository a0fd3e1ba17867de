package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/// A folder that is filled beside its place and moved there in one step.
final class FreshFolder {
  private FreshFolder() {}

  /// Lets `work` fill a new folder and moves it to `folder`, which must be absent or empty; when
  /// `work` fails, nothing stays behind.
  static <T> T fill(Path folder, Function<Path, T> work) {
    Path part = begin(folder);
    var maker = new Maker(part);
    try {
      maker.mode(part, 0755);
      T result = work.apply(part);
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
      return result;
    } catch (IOException e) {
      throw Failure.storage("could not unpack", folder, e);
    } finally {
      if (maker.look(part).isPresent()) {
        maker.remove(part);
      }
    }
  }

  private static Path begin(Path folder) {
    try {
      requireEmpty(folder);
      Path parent = folder.toAbsolutePath().resolveSibling("");
      Files.createDirectories(parent);
      return Files.createTempDirectory(parent, "." + folder.getFileName() + ".");
    } catch (IOException e) {
      throw Failure.storage("could not unpack", folder, e);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var names = Files.list(folder)) {
      if (names.findAny().isPresent()) {
        throw Failure.of(Failure.Kind.CONFLICT, "folder is not empty", folder.toString());
      }
    }
  }
}
