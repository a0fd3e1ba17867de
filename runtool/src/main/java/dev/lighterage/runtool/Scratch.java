package dev.lighterage.runtool;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that one step's program works in: its working folder and `HOME`, with its input files;
/// gone with the step.
///
/// It lies in the folder for temporary files and nobody else can look into it (mode 0700), since
/// input files may hold secrets.
final class Scratch implements AutoCloseable {
  private final Path top;
  private final Path folder;

  private Scratch(Path top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /// Fails with `STORAGE` where `/tmp` cannot be written.
  static Scratch make() {
    try {
      Path top = Files.createTempDirectory("step-");
      return new Scratch(top, Files.createDirectory(top.resolve("work")));
    } catch (IOException e) {
      throw Failure.of(
              Failure.Kind.STORAGE,
              "could not make a folder for the step",
              System.getProperty("java.io.tmpdir"))
          .because(e);
    }
  }

  Path folder() {
    return folder;
  }

  /// The file that takes a program's standard output where that is its result.
  Path result() {
    return top.resolve("stdout");
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What a program made unremovable goes with the image's file system.
      return;
    }
  }
}
