package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;

/// What util-linux says when namespaces cannot be made, as one clear line.
final class Complaints {
  /// What is found in a complaint, and what it means.
  private record Meaning(String sign, String what) {}

  /// The first that fits counts. Messages of util-linux 2.36 to 2.41 and errno(3) in the C locale.
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("unrecognized option", "util-linux is older than 2.36"),
          new Meaning(
              "unshare failed: No space left on device",
              "no namespaces are left (sysctl user.max_user_namespaces and its like)"),
          new Meaning(
              "unshare failed: Operation not permitted",
              "this machine denies user namespaces, or a container around it does"),
          new Meaning("unshare failed: Permission denied", "this machine denies user namespaces"),
          new Meaning("uid_map", "this machine denies user namespaces"),
          new Meaning("unshare failed: Invalid argument", "the kernel has no user namespaces"),
          new Meaning("overlay", "this machine denies overlay mounts in user namespaces"),
          new Meaning("mount: ", "this machine denies mounts in user namespaces"));

  private Complaints() {}

  /// What `said` means where nothing is wrong with the run itself; empty when it says nothing
  /// known.
  static Optional<String> meaning(String said) {
    return MEANINGS.stream()
        .filter(meaning -> said.contains(meaning.sign()))
        .map(Meaning::what)
        .findFirst();
  }

  /// The last line, which is the one that ended it.
  static String last(String said) {
    return said.lines().filter(line -> !line.isBlank()).reduce((_, b) -> b).orElse("nothing said");
  }

  /// Why a run could not be set up: `STORAGE` for a granted folder that it could not write to, else
  /// `UNSUPPORTED`.
  static Failure failure(String said) {
    String last = last(said);
    String folder = "lighter: the run cannot write to ";
    if (last.startsWith(folder)) {
      return Failure.of(
          Failure.Kind.STORAGE,
          "the run cannot write to the granted folder",
          last.substring(folder.length()));
    }
    return Failure.of(
            Failure.Kind.UNSUPPORTED,
            "could not make the namespaces of a run",
            meaning(said).orElse("unknown reason"))
        .with("why", last);
  }
}
