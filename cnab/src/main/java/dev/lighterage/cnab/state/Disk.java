package dev.lighterage.cnab.state;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Files that are whole or absent, for their owner alone (folders 0700, files 0600).
///
/// What is written is on the disk before its name is; whatever the disk refuses is a failure of
/// kind `STORAGE`.
final class Disk {
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Disk() {}

  /// What writes a file's bytes.
  @FunctionalInterface
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  static void makeFolders(Path folder) {
    try {
      Files.createDirectories(folder, FOLDER);
    } catch (IOException e) {
      throw Failure.storage("could not make a folder", folder, e);
    }
  }

  static void write(Path file, Bytes bytes) {
    write(file, out -> out.write(bytes.toArray()));
  }

  /// Writes `file` in one step: beside its place first, onto the disk, then under its name.
  static void write(Path file, Writer writer) {
    Path beside = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.deleteIfExists(beside);
      try (FileChannel channel =
              FileChannel.open(
                  beside, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), FILE);
          OutputStream out = Channels.newOutputStream(channel)) {
        writer.write(out);
        channel.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.resolveSibling("."));
    } catch (IOException e) {
      forget(beside);
      throw Failure.storage("could not write", file, e);
    } catch (RuntimeException e) {
      forget(beside);
      throw e;
    }
  }

  /// Moves a folder whose files are on the disk to its name in one step.
  static void publish(Path made, Path name) {
    try {
      force(made);
      Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
      force(name.resolveSibling("."));
    } catch (IOException e) {
      throw Failure.storage("could not write", name, e);
    }
  }

  /// Opens a new file for writing piece by piece.
  static OutputStream create(Path file) {
    try {
      return Channels.newOutputStream(
          FileChannel.open(
              file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), FILE));
    } catch (IOException e) {
      throw Failure.storage("could not write", file, e);
    }
  }

  /// Opens a file of no content that is only there to be locked.
  static FileChannel openForLock(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE);
  }

  /// The bytes of a file of at most `limit` bytes; empty when there is none.
  static Optional<Bytes> read(Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "record over the limit", file.toString())
            .with("limit", limit + " bytes");
      }
      return Optional.of(Bytes.of(bytes));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.storage("could not read", file, e);
    }
  }

  /// The names in a folder, sorted, without those that begin with a dot; none when it is absent.
  static List<String> names(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (NoSuchFileException absent) {
      return List.of();
    } catch (IOException e) {
      throw Failure.storage("could not read", folder, e);
    }
  }

  /// Removes a file or a folder with all in it, as far as the disk lets it.
  static void forget(Path path) {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException leftBehind) {
      // It has no good name, so nobody takes it for whole; the next hold tries again.
    }
  }

  /// Puts a folder's entries on the disk.
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
