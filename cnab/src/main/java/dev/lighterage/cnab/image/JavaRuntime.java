package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
  ///
  /// In a process of its own: some of the classes that it makes depend on what the Java that it
  /// runs in has done before.
  static void link(Path folder) {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "this Java has no jlink", jlink.toString());
    }
    var builder =
        new ProcessBuilder(
                jlink.toString(),
                "--add-modules=java.base",
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--compress=zip-0",
                "--output=" + folder)
            .redirectErrorStream(true);
    builder.environment().clear();
    run(builder, folder);
    for (String name : UNUSED) {
      delete(folder.resolve(name));
    }
  }

  private static void run(ProcessBuilder builder, Path folder) {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw Failure.of(Failure.Kind.PROGRAM, "jlink failed", folder.toString())
            .with("exit code", code)
            .with("why", said.strip());
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.PROGRAM, "could not start jlink", folder.toString()).because(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(Failure.Kind.CANCELED, "stopped while linking", folder.toString());
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
