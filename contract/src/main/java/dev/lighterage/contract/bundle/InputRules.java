package dev.lighterage.contract.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules about parameters, credentials and outputs, and about where they go.
final class InputRules {
  /// What the runtime itself sets: CNAB 103, "Setting Parameters in the Environment", and 400.
  private static final Set<String> RUNTIMES =
      Set.of(
          "CNAB_ACTION",
          "CNAB_BUNDLE_NAME",
          "CNAB_CLAIMS_VERSION",
          "CNAB_INSTALLATION_NAME",
          "CNAB_REVISION");

  private final Part root;
  private final Findings findings;
  private final Set<String> definitions;

  private InputRules(Part root, Findings findings) {
    this.root = root;
    this.findings = findings;
    this.definitions =
        root.part("definitions").map(d -> d.json().members().keySet()).orElse(Set.of());
  }

  static void check(Part root, Findings findings) {
    var rules = new InputRules(root, findings);
    root.byName("parameters").values().forEach(rules::parameter);
    root.byName("credentials").values().forEach(c -> rules.destination(c, "101.43", "101.44"));
    rules.outputs();
    rules.conflicts();
  }

  private void parameter(Part parameter) {
    requireDefined(parameter, "101.34");
    parameter.part("destination").ifPresent(d -> destination(d, "101.37", "101.38"));
  }

  private void requireDefined(Part part, String rule) {
    part.text("definition")
        .filter(name -> !definitions.contains(name))
        .ifPresent(
            name ->
                findings.error(
                    rule, part.pathOf("definition"), "names no definition: `" + name + "`"));
  }

  private void destination(Part destination, String rule, String pathRule) {
    Optional<String> env = destination.text("env").filter(e -> !e.isEmpty());
    Optional<String> path = destination.text("path").filter(p -> !p.isEmpty());
    findings.require(
        env.isPresent() || path.isPresent(),
        rule,
        destination.path(),
        "must have env, path or both");
    path.filter(OutputsFolder::holds)
        .ifPresent(
            p -> findings.error(pathRule, destination.pathOf("path"), "is in the outputs folder"));
    env.filter(e -> e.startsWith("CNAB_")).ifPresent(e -> runtimes(destination, e));
  }

  private void runtimes(Part destination, String env) {
    if (RUNTIMES.contains(env)) {
      findings.error("101.49", destination.pathOf("env"), "is a variable that the runtime sets");
    } else {
      findings.warning("101.49", destination.pathOf("env"), "begins with CNAB_");
    }
  }

  private void outputs() {
    Map<String, String> taken = new HashMap<>();
    root.byName("outputs")
        .forEach(
            (name, output) -> {
              requireDefined(output, "101.65");
              output.text("path").ifPresent(path -> outputPath(output, name, path, taken));
            });
  }

  private void outputPath(Part output, String name, String path, Map<String, String> taken) {
    String at = output.pathOf("path");
    findings.require(
        OutputsFolder.isOutput(path),
        "101.65",
        at,
        "must be plainly written and below /cnab/app/outputs");
    String first = taken.putIfAbsent(OutputsFolder.plain(path), name);
    findings.require(first == null, "101.65", at, "is the path of the output `" + first + "` too");
  }

  /// A destination of a parameter or credential, and the actions that it is for.
  private record Place(Part destination, List<String> applyTo) {
    boolean meets(Place other) {
      return applyTo.isEmpty()
          || other.applyTo.isEmpty()
          || applyTo.stream().anyMatch(other.applyTo::contains);
    }
  }

  private void conflicts() {
    List<Place> credentials =
        root.byName("credentials").values().stream()
            .map(c -> new Place(c, c.texts("applyTo")))
            .toList();
    for (Part parameter : root.byName("parameters").values()) {
      parameter
          .part("destination")
          .map(d -> new Place(d, parameter.texts("applyTo")))
          .ifPresent(place -> credentials.forEach(credential -> conflict(place, credential)));
    }
  }

  private void conflict(Place parameter, Place credential) {
    if (!parameter.meets(credential)) {
      return;
    }
    Part at = parameter.destination();
    Part other = credential.destination();
    Optional<String> env = at.text("env").filter(e -> !e.isEmpty());
    findings.require(
        env.isEmpty() || !env.equals(other.text("env")),
        "101.47",
        at.pathOf("env"),
        "is the variable of the credential at " + other.path());
    Optional<String> path = at.text("path").map(OutputsFolder::plain);
    findings.require(
        path.isEmpty() || !path.equals(other.text("path").map(OutputsFolder::plain)),
        "101.47",
        at.pathOf("path"),
        "is the path of the credential at " + other.path());
  }
}
