package dev.lighterage.cnab.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/// What a driver needs of its surroundings: a folder for what can be made again (made if absent), a
/// stream for what it has to show, and how long a stopped run may take to end by itself.
public record DriverSettings(Path cache, PrintStream show, Duration grace) {
  /// Between TERM and KILL; what Porter's Docker driver gives ([103.3]).
  public static final Duration GRACE = Duration.ofSeconds(30);
}
