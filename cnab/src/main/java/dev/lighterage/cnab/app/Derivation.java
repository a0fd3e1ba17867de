package dev.lighterage.cnab.app;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Derives the actions that a recipe does not write from `install`, by the counterparts of its
/// operations: upgrade in the same order, uninstall backwards. Steps keep their ids.
///
/// @param actions the written ones and the derived ones
/// @param derived the names of the latter
record Derivation(SortedMap<String, List<Step>> actions, List<String> derived) {
  private static final String INSTALL = "install";
  private static final String UPGRADE = "upgrade";
  private static final String UNINSTALL = "uninstall";

  /// Fails with `INVALID` where an operation has no counterpart, or its counterpart wants an input
  /// that the step does not give; the subject is `action/step`.
  static Derivation of(SortedMap<String, List<Step>> written, Inventory inventory) {
    var actions = new TreeMap<>(written);
    var derived = new ArrayList<String>();
    List<Step> install = written.getOrDefault(INSTALL, List.of());
    if (!written.containsKey(UPGRADE)) {
      actions.put(UPGRADE, derive(UPGRADE, install, inventory, Operation::upgrade));
      derived.add(UPGRADE);
    }
    if (!written.containsKey(UNINSTALL)) {
      actions.put(
          UNINSTALL, derive(UNINSTALL, install.reversed(), inventory, Operation::uninstall));
      derived.add(UNINSTALL);
    }
    return new Derivation(actions, List.copyOf(derived));
  }

  private static List<Step> derive(
      String action,
      List<Step> steps,
      Inventory inventory,
      Function<Operation, Optional<String>> counterpart) {
    var all = new ArrayList<Step>();
    for (Step step : steps) {
      String name =
          inventory
              .operation(step.mixin(), step.operation())
              .flatMap(counterpart)
              .orElseThrow(() -> none(action, step));
      Operation operation = inventory.operation(step.mixin(), name).orElseThrow();
      all.add(new Step(step.id(), step.mixin(), name, inputs(action, step, operation)));
    }
    return List.copyOf(all);
  }

  private static Failure none(String action, Step step) {
    return Failure.of(
            Failure.Kind.INVALID,
            action + " cannot be derived, because an operation has no counterpart",
            action + "/" + step.id())
        .with("found", step.call())
        .with("expected", "`" + action + ":` written out");
  }

  /// Of the step's inputs those that the counterpart has.
  private static JsonObject inputs(String action, Step step, Operation counterpart) {
    var with = JsonObject.builder();
    counterpart
        .inputs()
        .forEach(
            (name, input) -> {
              var given = step.with().find(name);
              given.ifPresent(value -> with.put(name, value));
              if (given.isEmpty() && input.required()) {
                throw Failure.of(
                        Failure.Kind.INVALID,
                        action + " cannot be derived, because an input is missing",
                        action + "/" + step.id())
                    .with("expected", name);
              }
            });
    return with.build();
  }
}
