package dev.lighterage.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The sources of all modules.
final class Sources {
  private Sources() {}

  /// All files of the modules' `src/main/java`.
  static List<Path> main(Path top) throws IOException {
    return below(top, "/src/main/java/");
  }

  /// Those of their tests too.
  static List<Path> all(Path top) throws IOException {
    return below(top, "/src/");
  }

  private static List<Path> below(Path top, String folder) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(p -> p.toString().contains(folder))
          .filter(p -> p.toString().endsWith(".java"))
          .toList();
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
