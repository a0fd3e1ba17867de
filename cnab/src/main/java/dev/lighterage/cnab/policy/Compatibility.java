package dev.lighterage.cnab.policy;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.contract.operation.Reserved;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What must fit together whatever a policy says: the bundle, this tool and the invocation image.
///
/// Every action counts, not only the one asked for: a bundle that could not be upgraded or
/// uninstalled here is not installed either ([101.63] for extensions, [A10]).
final class Compatibility {
  private final Facts facts;
  private final List<Finding> findings = new ArrayList<>();

  private Compatibility(Facts facts) {
    this.facts = facts;
  }

  static List<Finding> check(Facts facts) {
    var compatibility = new Compatibility(facts);
    compatibility.contract();
    compatibility.extensions();
    compatibility.action();
    compatibility.steps();
    compatibility.mounts();
    compatibility.placesOfMounts();
    return compatibility.findings;
  }

  private void contract() {
    facts
        .inventory()
        .filter(inventory -> inventory.contract() != Inventory.CONTRACT)
        .ifPresent(
            inventory ->
                add(
                    "contract",
                    facts.bundle(),
                    "the invocation image speaks run contract " + inventory.contract(),
                    "an invocation image of run contract " + Inventory.CONTRACT));
  }

  private void extensions() {
    for (String extension : facts.requiredExtensions()) {
      if (!facts.supported().contains(extension)) {
        add(
            "extension",
            facts.bundle(),
            "the bundle requires the extension " + extension + ", which is not supported here",
            "a tool that supports it, or a bundle that does not require it");
      }
    }
  }

  private void action() {
    if (!facts.actions().isEmpty() && !facts.actions().containsKey(facts.action())) {
      add(
          "action",
          facts.bundle(),
          "the bundle has no action " + facts.action(),
          "one of its actions: " + String.join(", ", facts.actions().keySet()));
    }
  }

  private void steps() {
    if (facts.inventory().isEmpty()
        && facts.actions().values().stream().anyMatch(s -> !s.isEmpty())) {
      add(
          "inventory",
          facts.bundle(),
          "the bundle has steps, and its invocation image has no inventory",
          "an invocation image with the label " + Inventory.LABEL);
      return;
    }
    facts
        .inventory()
        .ifPresent(
            inventory ->
                facts
                    .actions()
                    .forEach(
                        (action, steps) ->
                            steps.forEach(step -> step(inventory, Use.where(action, step), step))));
  }

  private void step(Inventory inventory, String where, Step step) {
    Mixin mixin = inventory.mixins().get(step.mixin());
    if (mixin == null) {
      add(
          "inventory",
          where,
          "it uses the mixin " + step.mixin() + ", which the invocation image does not have",
          "an invocation image with it; this one has: " + names(inventory.mixins().keySet()));
      return;
    }
    Operation operation = mixin.operations().get(step.operation());
    if (operation == null) {
      add(
          "inventory",
          where,
          "the mixin " + step.mixin() + " has no operation " + step.operation(),
          "one of its operations: " + names(mixin.operations().keySet()));
      return;
    }
    operation.inputs().forEach((name, input) -> artifact(where, step, name, input));
  }

  private void artifact(String where, Step step, String name, Input input) {
    JsonValue given = step.with().members().get(name);
    if (input.type() != Input.Type.ARTIFACT || given == null) {
      return;
    }
    Facts.Artifact found =
        given instanceof JsonString component ? facts.artifacts().get(component.value()) : null;
    if (found == null) {
      add("kind", where, "its input " + name + " names no artifact", "the name of an artifact");
      return;
    }
    String kind = found.kind().orElse("of no known kind (" + found.type() + ")");
    if (!input.kinds().isEmpty() && !input.kinds().contains(kind)) {
      add(
          "kind",
          where,
          step.call() + " gets an artifact that is " + kind + " by its own manifest",
          "an artifact of kind " + String.join(" or ", input.kinds()));
    }
  }

  /// A mixin that works in folders of the host and gets none would write into what is gone after
  /// the run. One that runs arbitrary commands may or may not; nobody can say.
  private void mounts() {
    if (!facts.mounts().isEmpty()) {
      return;
    }
    for (Step step : facts.actions().getOrDefault(facts.action(), List.of())) {
      facts
          .inventory()
          .map(inventory -> inventory.mixins().get(step.mixin()))
          .filter(mixin -> mixin.reach().mounts() && !mixin.runsArbitraryCommands())
          .ifPresent(
              mixin ->
                  add(
                      "mount",
                      Use.where(facts.action(), step),
                      mixin.name() + " works in a folder of the host, and none is granted",
                      "a granted folder (--mount DIR:PATH)"));
    }
  }

  private void placesOfMounts() {
    for (Mount mount : facts.mounts()) {
      if (Reserved.path(mount.path())) {
        add(
            "mount",
            "mount " + mount.host() + ":" + mount.path(),
            "a granted folder cannot appear there",
            "a path outside /dev, /proc, /sys and /cnab, such as /data");
      }
    }
    Mount.nested(facts.mounts())
        .ifPresent(
            inner ->
                add(
                    "mount",
                    "mount " + inner.host() + ":" + inner.path(),
                    "it would appear inside another granted folder",
                    "a path outside every other granted folder"));
  }

  private static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private void add(String rule, String where, String fact, String change) {
    findings.add(new Finding(rule, where, fact, change));
  }
}
