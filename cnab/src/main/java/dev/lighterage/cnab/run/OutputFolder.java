package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The folder that a run leaves its outputs in, opened before the run and read after it.
///
/// Opened, it can be read when the run's namespaces are gone. Each part of a path is opened below
/// the one before and never through a link, so what the run leaves cannot lead out of it.
final class OutputFolder implements AutoCloseable {
  private static final long STEPS_LIMIT = 4L << 20;

  private final SecureDirectoryStream<Path> folder;
  private final Limits limits;
  private final SortedMap<String, Bytes> taken = new TreeMap<>();
  private final SortedMap<String, String> refused = new TreeMap<>();
  private long total;

  private OutputFolder(SecureDirectoryStream<Path> folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  // Closed by whoever closes this.
  @SuppressWarnings("StreamResourceLeak")
  static OutputFolder open(Path path, Limits limits) {
    try {
      DirectoryStream<Path> opened = Files.newDirectoryStream(path);
      if (opened instanceof SecureDirectoryStream<Path> secure) {
        return new OutputFolder(secure, limits);
      }
      opened.close();
    } catch (IOException e) {
      throw Failure.storage("could not open the folder for outputs", path, e);
    }
    throw Failure.of(
        Failure.Kind.UNSUPPORTED, "folders cannot be read without links here", path.toString());
  }

  /// What was wanted and can be taken, by name; to be called once.
  SortedMap<String, Bytes> take(SortedMap<String, String> wanted) {
    wanted.forEach(
        (name, path) ->
            read(name, path, Math.min(limits.output(), limits.outputs() - total))
                .ifPresent(
                    bytes -> {
                      total += bytes.size();
                      taken.put(name, bytes);
                    }));
    return taken;
  }

  /// The step report, if the run tool left one.
  Optional<Bytes> steps() {
    return read("the step report", Places.STEPS, STEPS_LIMIT);
  }

  /// The step report as it is now, while the run goes on: empty when it is not there or no file.
  Optional<Bytes> peek() {
    try {
      return look(folder, parts(Places.STEPS), STEPS_LIMIT).bytes();
    } catch (IOException | ClosedDirectoryStreamException notNow) {
      return Optional.empty();
    }
  }

  /// What was there and was not taken, and why, a clause each.
  SortedMap<String, String> refused() {
    return Collections.unmodifiableSortedMap(refused);
  }

  private Optional<Bytes> read(String name, String path, long limit) {
    try {
      Look found = look(folder, parts(path), limit);
      found.refused().ifPresent(why -> refused.put(name, why));
      return found.bytes();
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      refused.put(name, "it could not be read (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }

  /// The way to an output below the folder; fails with `INVALID` when it is not there.
  private static List<String> parts(String path) {
    if (!path.startsWith(Places.OUTPUTS + "/")) {
      throw Failure.of(Failure.Kind.INVALID, "not below " + Places.OUTPUTS, path);
    }
    return List.of(path.substring(Places.OUTPUTS.length() + 1).split("/", -1));
  }

  /// What was found in a place: bytes, or why it is not taken.
  private record Look(Optional<Bytes> bytes, Optional<String> refused) {}

  private static Look look(SecureDirectoryStream<Path> in, List<String> parts, long limit)
      throws IOException {
    Path first = Path.of(parts.getFirst());
    boolean way = parts.size() > 1;
    BasicFileAttributes found =
        in.getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (way && found.isDirectory()) {
      try (var below = in.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        return look(below, parts.subList(1, parts.size()), limit);
      }
    }
    Optional<String> why = why(found, way, limit);
    if (why.isPresent()) {
      return new Look(Optional.empty(), why);
    }
    var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (var channel = in.newByteChannel(first, options);
        InputStream stream = Channels.newInputStream(channel)) {
      return new Look(
          Optional.of(Bytes.of(stream.readNBytes((int) found.size()))), Optional.empty());
    }
  }

  /// Why a file is not taken; empty when it is.
  private static Optional<String> why(BasicFileAttributes found, boolean way, long limit) {
    if (found.isSymbolicLink()) {
      return Optional.of("a link stands " + (way ? "in its way" : "in its place"));
    }
    if (way || !found.isRegularFile()) {
      return Optional.of("it is no file");
    }
    if (found.size() > limit) {
      return Optional.of(
          "it has " + found.size() + " bytes, and no more than " + limit + " are taken");
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException ignored) {
      // Read only; what was taken is in memory.
    }
  }
}
