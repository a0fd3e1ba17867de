package dev.lighterage.cnab.run;

import dev.lighterage.oci.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// What a driver needs of its surroundings: a folder for what can be made again (made if absent),
/// who gets what it shows instead of running, and how long a stopped run may take to end by itself.
public record DriverSettings(Path cache, Consumer<JsonObject> show, Duration grace) {
  /// Between TERM and KILL; what Porter's Docker driver gives ([103.3]).
  public static final Duration GRACE = Duration.ofSeconds(30);
}
