package dev.lighterage.cnab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who starts runs: root, which drops to a user without rights first, or an ordinary user.
///
/// @param owner the user id that a run has on this machine, where it is not the caller's own
record Caller(Optional<Integer> owner) {
  /// The user of a run as it sees itself, and of a run that root starts; what distroless images
  /// call `nonroot`.
  static final int USER = 65532;

  static Caller current() {
    return new Caller(isRoot() && has(USER) ? Optional.of(USER) : Optional.empty());
  }

  boolean drops() {
    return owner.isPresent();
  }

  /// overlayfs without rights keeps its notes in attributes that users may write
  /// (Documentation/filesystems/overlayfs, `userxattr`).
  String overlayOptions() {
    return drops() ? "" : ",userxattr";
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException noLinux) {
      return false;
    }
  }

  /// Whether the user id exists here: root of a namespace of its own may have no other than its
  /// own. Source: user_namespaces(7), `/proc/PID/uid_map`.
  private static boolean has(int user) {
    try {
      List<String> ranges = Files.readAllLines(Path.of("/proc/self/uid_map"));
      return ranges.stream().anyMatch(range -> contains(range, user));
    } catch (IOException noNamespaces) {
      return true;
    }
  }

  private static boolean contains(String range, int user) {
    String[] numbers = range.strip().split(" +", -1);
    long first = Long.parseLong(numbers[0]);
    return user >= first && user < first + Long.parseLong(numbers[2]);
  }
}
