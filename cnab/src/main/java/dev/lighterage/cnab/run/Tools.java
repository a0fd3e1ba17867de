package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Programs of this machine, from the system's own folders and never from the caller's `PATH`.
final class Tools {
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/run/current-system/sw/bin");

  /// What the `namespaces` driver starts, of util-linux 2.36 or later, any POSIX system, and a
  /// `sync` that knows one file system (coreutils 8.24 or later, busybox).
  static final List<String> NEEDED =
      List.of("unshare", "mount", "setpriv", "setsid", "sh", "mkdir", "sync");

  private Tools() {}

  /// The whole environment of what is started: where to look, and messages that can be recognised.
  static Map<String, String> environment() {
    return Map.of("PATH", String.join(":", FOLDERS), "LC_ALL", "C");
  }

  static Optional<Path> find(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Where `name` is; fails with `UNSUPPORTED`.
  static String require(String name) {
    return find(name)
        .map(Path::toString)
        .orElseThrow(
            () ->
                Failure.of(Failure.Kind.UNSUPPORTED, "this machine lacks a program", name)
                    .with("looked in", String.join(", ", FOLDERS)));
  }

  /// The names among those needed that this machine lacks.
  static List<String> missing() {
    var missing = new ArrayList<>(NEEDED);
    missing.removeIf(name -> find(name).isPresent());
    return missing;
  }
}
