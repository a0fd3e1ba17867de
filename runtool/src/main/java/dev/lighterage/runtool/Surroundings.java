package dev.lighterage.runtool;

import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;

/// Everything around the run tool: where the image's root is, the variables it was started with,
/// and where words go.
public record Surroundings(Path root, Map<String, String> environment, Streams streams) {

  /// `out` and `err` take the run tool's own lines, `programOut` and `programErr` those of the
  /// programs it starts; in an image both pairs are the same two streams.
  public record Streams(
      PrintStream out, PrintStream err, Redirect programOut, Redirect programErr) {}

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// Where the absolute path `place` of the image is.
  Path at(String place) {
    return root.resolve(place.substring(1));
  }
}
