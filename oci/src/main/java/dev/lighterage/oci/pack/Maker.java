package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Makes and removes files below one folder; what the disk refuses is a `STORAGE` failure naming
/// that folder, so that it is not taken for the archive's fault.
final class Maker {
  private final Path root;

  Maker(Path root) {
    this.root = root;
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T onDisk(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw Failure.storage("could not unpack", root, e);
    }
  }

  void folder(Path path) {
    onDisk(() -> Files.createDirectory(path));
  }

  void symbolicLink(Path path, String target) {
    onDisk(() -> Files.createSymbolicLink(path, path.getFileSystem().getPath(target)));
  }

  void hardLink(Path path, Path existing) {
    onDisk(() -> Files.createLink(path, existing));
  }

  /// A new file; whatever stands there already, a link too, makes it fail.
  void file(Path path, TarReader archive) throws IOException {
    byte[] buffer = new byte[64 << 10];
    try (OutputStream out =
        onDisk(
            () ->
                Files.newOutputStream(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
        int length = n;
        onDisk(
            () -> {
              out.write(buffer, 0, length);
              return true;
            });
      }
    }
  }

  /// What stands at `path` itself, a link not followed; empty when nothing does.
  Optional<BasicFileAttributes> look(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(
        onDisk(
            () ->
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
  }

  List<Path> list(Path folder) {
    return onDisk(
        () -> {
          try (var children = Files.list(folder)) {
            return children.toList();
          }
        });
  }

  String target(Path link) {
    return onDisk(() -> Files.readSymbolicLink(link)).toString();
  }

  /// The lower nine bits of `mode`, whatever the umask; no set-user-id.
  void mode(Path path, int mode) {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    onDisk(
        () -> {
          view.setPermissions(permissions);
          return true;
        });
  }

  /// Removes what stands at `path`, with everything below it; links are removed, not followed.
  void remove(Path path) {
    onDisk(
        () -> {
          ScratchFolder.remove(path);
          return true;
        });
  }
}
