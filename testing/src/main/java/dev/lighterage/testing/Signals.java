package dev.lighterage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which signals reach what a test starts.
public final class Signals {
  /// Of an interrupt, as Ctrl-C sends it.
  public static final int INT = 2;

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String IGNORED = "SigIgn:";

  private Signals() {}

  /// Whether this process ignores the signal, and so all that it starts: shells arrange that for
  /// what they run in their background. `false` where the system does not say. Source: proc(5).
  public static boolean ignored(int number) throws IOException {
    if (!Files.isReadable(STATUS)) {
      return false;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(IGNORED))
        .map(line -> line.substring(IGNORED.length()).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> (number - 1) & 1) == 1);
  }
}
