package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The variables of a run as enter.sh reads them: `NAME=VALUE` a line, in which `\\` is a backslash
/// and `\n` a line's end.
final class EnvironmentFile {
  /// XBD 8.1, what a shell can export. Names beginning with two underscores are enter.sh's own.
  private static final Pattern NAME = Pattern.compile("(?!__)[A-Za-z_][A-Za-z0-9_]*");

  /// What alters the programs that lead into the run, not only the run: the variables that glibc
  /// itself drops before programs with more rights (sysdeps/generic/unsecvars.h), and all that any
  /// loader reads.
  private static final Set<String> LOADER =
      Set.of(
          "GCONV_PATH",
          "GETCONF_DIR",
          "GLIBC_TUNABLES",
          "HOSTALIASES",
          "LOCALDOMAIN",
          "LOCPATH",
          "MALLOC_TRACE",
          "NIS_PATH",
          "NLSPATH",
          "RESOLV_HOST_CONF",
          "RES_OPTIONS",
          "TMPDIR",
          "TZDIR");

  /// What Docker gives images that name no path.
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private EnvironmentFile() {}

  /// The image's variables, those of the request over them, and what every program expects. A
  /// variable of the image that a shell cannot export or that a loader reads is left out; one of
  /// the request fails with `INVALID`.
  static Bytes write(RunRequest request) {
    var all = new TreeMap<String, String>();
    all.put("PATH", PATH);
    all.put("HOME", "/tmp");
    ImageConfig.read(request.image().config())
        .environment()
        .forEach(
            (name, value) -> {
              if (passes(name, value)) {
                all.put(name, value);
              }
            });
    request
        .environment()
        .forEach(
            (name, variable) -> {
              if (!passes(name, variable.value())) {
                throw Failure.of(Failure.Kind.INVALID, "a run cannot have the variable", name);
              }
              all.put(name, variable.value());
            });
    var text = new StringBuilder();
    all.forEach((name, value) -> text.append(name).append('=').append(escaped(value)).append('\n'));
    return Bytes.utf8(text.toString());
  }

  private static boolean passes(String name, String value) {
    return NAME.matcher(name).matches()
        && !name.startsWith("LD_")
        && !LOADER.contains(name)
        && value.indexOf('\0') < 0;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
