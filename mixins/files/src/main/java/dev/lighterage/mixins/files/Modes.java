package dev.lighterage.mixins.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// File modes: of the source only the executable bit counts.
final class Modes {
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private Modes() {}

  /// Gives `file` mode 0755 or 0644.
  static void set(Path file, boolean executable) throws IOException {
    Files.setPosixFilePermissions(file, executable ? EXECUTABLE : PLAIN);
  }

  static boolean executable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
