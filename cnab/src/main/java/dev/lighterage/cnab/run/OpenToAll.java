package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/// Lets everybody read what was prepared for a run, whatever the caller's umask was: a run that
/// root starts is another user.
final class OpenToAll {
  private OpenToAll() {}

  /// Adds what is missing to the modes of `folder` and all below it. Fails with `STORAGE`.
  static void read(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        if (!Files.isSymbolicLink(path)) {
          open(path);
        }
      }
    } catch (IOException e) {
      throw Failure.storage("could not prepare an artifact", folder, e);
    }
  }

  private static void open(Path path) throws IOException {
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    var wanted = EnumSet.copyOf(found);
    wanted.add(PosixFilePermission.OTHERS_READ);
    if (Files.isDirectory(path) || found.contains(PosixFilePermission.OWNER_EXECUTE)) {
      wanted.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    if (!wanted.equals(found)) {
      Files.setPosixFilePermissions(path, wanted);
    }
  }
}
