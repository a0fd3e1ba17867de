package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Path;

/// Puts everything on the disk that was written to a file system: syncfs(2), which Java lacks.
///
/// Forcing each file of an image by itself takes as long as writing it (5 000 small files on ext4:
/// 16 s, this 0.1 s), and a file that its owner may not read cannot be forced at all.
final class FileSystemSync {
  private FileSystemSync() {}

  /// The file system that `folder` is on. Fails with `STORAGE` when the disk refuses, `CANCELED`
  /// when interrupted.
  static void of(Path folder) throws IOException {
    var builder =
        new ProcessBuilder(Tools.require("sync"), "-f", folder.toAbsolutePath().toString())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Tools.environment());
    Process process = builder.start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw Failure.of(Failure.Kind.STORAGE, "could not put on the disk", folder.toString())
            .with("why", "sync ended with " + code);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw Failure.of(Failure.Kind.CANCELED, "could not put on the disk", folder.toString())
          .because(e);
    }
  }
}
