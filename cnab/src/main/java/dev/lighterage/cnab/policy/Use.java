package dev.lighterage.cnab.policy;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Mixin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One use of a mixin: a step of an action; or, where nothing says what will run, the image itself,
/// which may do anything. Nothing says it when the image has no inventory, and when the bundle has
/// no steps: the image's own program runs then, whatever its inventory claims.
record Use(String where, Optional<Mixin> mixin, String operation) {

  /// Whether it may run anything at all, so that the rest of the inventory says little.
  boolean arbitrary() {
    return mixin.map(Mixin::runsArbitraryCommands).orElse(true);
  }

  /// `mixin.operation`, or what stands in its place.
  String call() {
    return mixin.map(m -> m.name() + "." + operation).orElse(operation);
  }

  /// The uses in all actions, of mixins and operations that the inventory has.
  static List<Use> all(Facts facts) {
    var all = new ArrayList<Use>();
    if (facts.inventory().isEmpty()) {
      all.add(new Use(facts.bundle(), Optional.empty(), "an image without inventory"));
    } else if (facts.actions().values().stream().allMatch(List::isEmpty)) {
      all.add(new Use(facts.bundle(), Optional.empty(), "the image of a bundle without steps"));
    }
    facts
        .actions()
        .forEach((action, steps) -> steps.forEach(step -> add(all, facts, action, step)));
    return all;
  }

  private static void add(List<Use> all, Facts facts, String action, Step step) {
    facts
        .inventory()
        .flatMap(inventory -> Optional.ofNullable(inventory.mixins().get(step.mixin())))
        .filter(mixin -> mixin.operations().containsKey(step.operation()))
        .map(mixin -> new Use(where(action, step), Optional.of(mixin), step.operation()))
        .ifPresent(all::add);
  }

  static String where(String action, Step step) {
    return "step " + action + "/" + step.id();
  }
}
