package dev.lighterage.cnab.state;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The log of one operation, a line each, as they come.
///
/// A disk that refuses in the middle of a run does not stop the run: lines are dropped from then
/// on, and closing says so with `STORAGE`, after the result was recorded.
final class LogFile {
  /// Ours: what a person could still look through.
  static final long LIMIT = 16L << 20;

  private static final String CUT = "(the log ends here: it reached its limit of 16 MiB)";

  private final Path file;
  private final OutputStream out;
  private long written;
  private @Nullable IOException refused;

  LogFile(Path file) {
    this.file = file;
    this.out = Disk.create(file);
  }

  synchronized void add(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (refused != null || written >= LIMIT) {
      return;
    }
    written += bytes.length;
    try {
      out.write(written < LIMIT ? bytes : (CUT + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      refused = e;
    }
  }

  synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      refused = refused == null ? e : refused;
    }
    IOException lost = refused;
    if (lost != null) {
      throw lost(lost);
    }
  }

  private Failure lost(IOException e) {
    return Failure.storage("could not keep all of the log", file, e);
  }
}
