package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// Puts files and folders into the root of a run before anything of the image runs.
///
/// Nothing is put through a link: a link of the image could lead out of its root, and nothing of
/// the image is alive yet, so what was looked at stays as it was.
final class RootFiles {
  private static final Set<String> OURS =
      Set.of(Places.BUNDLE, Places.CLAIM, RunContext.RELOCATION, RunContext.IMAGE_MAP);

  private final Path root;
  private final Optional<Integer> owner;

  /// Below `root`; what is made belongs to the user id `owner`, or where that is absent to the
  /// caller.
  RootFiles(Path root, Optional<Integer> owner) {
    this.root = root;
    this.owner = owner;
  }

  /// Makes a folder with those above it, unless they are there. Fails with `INVALID` where a file
  /// or link is in the way.
  Path folder(String path) {
    Path at = root;
    for (String part : path.substring(1).split("/", -1)) {
      at = at.resolve(part);
      Optional<BasicFileAttributes> found = look(at, path);
      if (found.isEmpty()) {
        makeFolder(at, path);
      } else if (!found.get().isDirectory()) {
        throw Failure.of(Failure.Kind.INVALID, "the image has a file or link in the way", path)
            .with("at", "/" + root.relativize(at));
      }
    }
    return at;
  }

  /// Puts a file. Fails with `INVALID` when the image has one there ([101.39], [101.44]), unless it
  /// is one that the runtime provides, and with the failures of [#folder].
  void file(InputFile input) {
    String path = input.path();
    int slash = path.lastIndexOf('/');
    Path parent = slash == 0 ? root : folder(path.substring(0, slash));
    Path file = parent.resolve(path.substring(slash + 1));
    try {
      if (look(file, path).isPresent()) {
        requireReplaceable(file, path);
      }
      write(file, input);
    } catch (IOException e) {
      throw storage(path, e);
    }
  }

  private void requireReplaceable(Path file, String path) throws IOException {
    if (!OURS.contains(path)) {
      throw Failure.of(Failure.Kind.INVALID, "the image has a file there already", path);
    }
    Files.delete(file);
  }

  private void write(Path file, InputFile input) throws IOException {
    var mode = PosixFilePermissions.fromString(input.secret() ? "rw-------" : "rw-r--r--");
    var options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    var attribute = PosixFilePermissions.asFileAttribute(mode);
    try (FileChannel channel = FileChannel.open(file, options, attribute);
        OutputStream out = Channels.newOutputStream(channel);
        InputStream in = input.content().open(0)) {
      in.transferTo(out);
    }
    Files.setPosixFilePermissions(file, mode);
    giveAway(file);
  }

  private void makeFolder(Path folder, String path) {
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      giveAway(folder);
    } catch (IOException e) {
      throw storage(path, e);
    }
  }

  /// Makes the run's user the owner, where that is not the caller.
  void giveAway(Path path) throws IOException {
    if (owner.isPresent()) {
      Files.setAttribute(path, "unix:uid", owner.get(), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", owner.get(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static Optional<BasicFileAttributes> look(Path at, String path) {
    if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw storage(path, e);
    }
  }

  private static Failure storage(String path, IOException e) {
    return Failure.storage("could not put a file into the run", Path.of(path), e);
  }
}
