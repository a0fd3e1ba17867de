package dev.lighterage.runtool;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder that one step's program works in: its working folder and `HOME`, with its input files;
/// gone with the step.
///
/// It lies in the folder for temporary files and nobody else can look into it (mode 0700), since
/// input files may hold secrets.
final class Scratch implements AutoCloseable {
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int MAX_NAMES = 10_000;

  private final Path top;
  private final Path folder;

  private Scratch(Path top, Path folder) {
    this.top = top;
    this.folder = folder;
  }

  /// Fails with `STORAGE` where `/tmp` cannot be written.
  static Scratch make() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path top = fresh(temporary);
      return new Scratch(top, Files.createDirectory(top.resolve("work")));
    } catch (IOException e) {
      throw Failure.of(
              Failure.Kind.STORAGE, "could not make a folder for the step", temporary.toString())
          .because(e);
    }
  }

  /// Counts rather than draws names: a random one needs `/dev/urandom`, and where there is none the
  /// JDK burns seconds to make up for it. Nobody can be in the way of an exclusive creation for
  /// long.
  private static Path fresh(Path temporary) throws IOException {
    for (int i = 0; i < MAX_NAMES; i++) {
      Optional<Path> made = make(temporary.resolve("step-" + i));
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw new FileAlreadyExistsException(temporary.resolve("step-*").toString());
  }

  private static Optional<Path> make(Path folder) throws IOException {
    try {
      return Optional.of(Files.createDirectory(folder, PRIVATE));
    } catch (FileAlreadyExistsException taken) {
      return Optional.empty();
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
