package dev.lighterage.oci.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Where logins are looked for: the variables of the environment, the home folder, and how long a
/// credential helper may take.
public record Environment(Map<String, String> variables, Path home, Duration helperLimit) {
  /// Ours: a helper may ask a person to unlock a keychain.
  private static final Duration HELPER_LIMIT = Duration.ofSeconds(60);

  public Environment {
    variables = Map.copyOf(variables);
  }

  public static Environment of(Map<String, String> variables, Path home) {
    return new Environment(variables, home, HELPER_LIMIT);
  }

  /// Without the variables, which may hold secrets.
  @Override
  public String toString() {
    return "environment of " + home;
  }

  /// A variable that is set and not empty.
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }
}
