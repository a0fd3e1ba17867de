package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/// A small Java runtime, linked from the JDK that this process runs on.
///
/// It has `java.base` alone, without debug information and manual pages, and not compressed,
/// because the layer is (measured: a compressed runtime makes a larger layer). Linking the same JDK
/// again gives the same bytes.
final class JavaRuntime {
  /// What `java` does not need to start a program. `jspawnhelper` has a loader of its own, so child
  /// processes are started without it (`jdk.lang.Process.launchMechanism=FORK`).
  private static final List<String> UNUSED =
      List.of(
          "bin/keytool",
          "lib/classlist",
          "lib/jexec",
          "lib/jrt-fs.jar",
          "lib/jspawnhelper",
          "lib/libjsig.so",
          "lib/libsyslookup.so",
          "lib/server/libjsig.so");

  private JavaRuntime() {}

  /// Links into `folder`, which must not exist. Fails with `UNSUPPORTED` where this Java has no
  /// `jlink`, `PROGRAM` when it fails.
  static void link(Path folder) {
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () ->
                    Failure.of(
                        Failure.Kind.UNSUPPORTED,
                        "this Java has no jlink",
                        System.getProperty("java.home")));
    var said = new StringWriter();
    int code =
        jlink.run(
            new PrintWriter(said),
            new PrintWriter(said),
            "--add-modules=java.base",
            "--strip-debug",
            "--no-man-pages",
            "--no-header-files",
            "--compress=zip-0",
            "--output=" + folder);
    if (code != 0) {
      throw Failure.of(Failure.Kind.PROGRAM, "jlink failed", folder.toString()).with("why", said);
    }
    for (String name : UNUSED) {
      delete(folder.resolve(name));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not remove", file.toString()).because(e);
    }
  }
}
