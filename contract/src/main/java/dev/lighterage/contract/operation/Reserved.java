package dev.lighterage.contract.operation;

import java.util.List;
import java.util.Set;

/// Variables and paths that no parameter or credential may go to.
///
/// A bundle names where its values go. Some places would give a value power over the programs of
/// the image: a variable that a loader or a Java runtime reads lets it load code of the bundle, a
/// file among the mixins adds an operation. No policy would see that, so whoever hands values over
/// refuses such destinations. Source: docs/run-contract.md, "What a driver refuses".
public final class Reserved {
  private static final List<String> VARIABLE_BEGINNINGS =
      List.of("CNAB_", "LD_", "JAVA_", "_JAVA_", "JDK_JAVA_");

  private static final Set<String> VARIABLES =
      Set.of("CLASSPATH", "GCONV_PATH", "GLIBC_TUNABLES", "LOCPATH", "PATH");

  private static final List<String> FOLDERS =
      List.of("/cnab", "/dev", "/proc", "/sys", "/etc/ld.so.conf.d");

  private static final Set<String> FILES =
      Set.of("/etc/ld.so.preload", "/etc/ld.so.cache", "/etc/ld.so.conf");

  /// What CNAB leaves to bundles ([102.6]).
  private static final String OPEN = "/cnab/app/";

  private static final Set<String> OURS =
      Set.of("artifacts", "mixins", "outputs", "relocation-mapping.json", "rt", "run");

  private Reserved() {}

  /// Whether no value may go to the variable `name`.
  public static boolean variable(String name) {
    return VARIABLES.contains(name) || VARIABLE_BEGINNINGS.stream().anyMatch(name::startsWith);
  }

  /// Whether no value may go to the file `path`, absolute in the image. A path that is not written
  /// plainly (`..`, `.`, `//`) is reserved too, since it may mean any other.
  public static boolean path(String path) {
    if (!path.startsWith("/") || path.length() < 2 || !plain(path)) {
      return true;
    }
    if (path.startsWith(OPEN)) {
      String rest = path.substring(OPEN.length());
      int slash = rest.indexOf('/');
      return OURS.contains(slash < 0 ? rest : rest.substring(0, slash));
    }
    return FILES.contains(path)
        || FOLDERS.stream().anyMatch(f -> path.equals(f) || path.startsWith(f + "/"));
  }

  private static boolean plain(String path) {
    for (String part : path.substring(1).split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
