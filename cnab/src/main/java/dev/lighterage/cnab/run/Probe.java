package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;

/// Finds out whether this machine can run anything in namespaces, by trying it on nothing.
final class Probe {
  private static final int LINE = 1000;

  private Probe() {}

  /// What is missing, in one line; empty when nothing is.
  static Optional<String> lacks(Caller caller) {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.of("running needs Linux");
    }
    List<String> missing = Tools.missing();
    if (!missing.isEmpty()) {
      return Optional.of("running needs the programs " + String.join(", ", missing));
    }
    try (var process = NamespaceProcess.start(NamespaceCommand.probe(caller), LINE)) {
      process.await("fits");
      return Optional.empty();
    } catch (Failure e) {
      return Optional.of(
          "running needs namespaces: " + e.subject() + why(e.facts().getOrDefault("why", "")));
    }
  }

  private static String why(String said) {
    return said.isEmpty() ? "" : " (" + said + ")";
  }
}
