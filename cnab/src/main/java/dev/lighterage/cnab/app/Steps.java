package dev.lighterage.cnab.app;

import dev.lighterage.cnab.recipe.Recipe;
import dev.lighterage.cnab.recipe.RecipeStep;
import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.mixin.Placeholder;
import dev.lighterage.contract.mixin.Template;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The steps of a recipe, held to what the runner can do: each calls an operation that is there,
/// with inputs that it takes.
final class Steps {
  private final Recipe recipe;
  private final Inventory inventory;
  private final String runner;

  /// `runner` names the image that has `inventory`, for messages.
  Steps(Recipe recipe, Inventory inventory, String runner) {
    this.recipe = recipe;
    this.inventory = inventory;
    this.runner = runner;
  }

  /// The written actions with settled ids. Fails with `INVALID` at the line of the step.
  SortedMap<String, List<Step>> written() {
    var all = new TreeMap<String, List<Step>>();
    recipe.actions().forEach((action, steps) -> all.put(action, steps(action, steps)));
    return all;
  }

  private List<Step> steps(String action, List<RecipeStep> written) {
    var ids = new HashSet<String>();
    var steps = new ArrayList<Step>();
    for (RecipeStep step : written) {
      Step checked = step(step);
      if (!ids.add(checked.id())) {
        throw step.at()
            .invalid("two steps of one id in " + action)
            .with("found", checked.id())
            .with("expected", "an `id:` of its own");
      }
      steps.add(checked);
    }
    return List.copyOf(steps);
  }

  private Step step(RecipeStep step) {
    Operation operation = operation(step);
    YamlMap with = step.with();
    for (String name : with.keys()) {
      Input input =
          operation
              .input(name)
              .orElseThrow(
                  () ->
                      YamlMap.unknown(
                          with.at(name),
                          step.call() + " has no such input",
                          name,
                          operation.inputs().keySet()));
      check(with.at(name), input, with.node(name, input.type().toString()).toJson());
    }
    operation.inputs().forEach((name, input) -> requireGiven(step, name, input));
    return new Step(id(step, operation), step.mixin(), step.operation(), with.toJson());
  }

  private Operation operation(RecipeStep step) {
    Mixin mixin =
        inventory
            .mixin(step.mixin())
            .orElseThrow(() -> lacks(step, "mixin", step.mixin(), inventory.mixins().keySet()));
    return mixin
        .operation(step.operation())
        .orElseThrow(() -> lacks(step, "operation", step.call(), mixin.operations().keySet()));
  }

  private Failure lacks(RecipeStep step, String noun, String name, Iterable<String> has) {
    return step.at()
        .invalid("the runner lacks the " + noun + " of a step")
        .with("found", name)
        .with("runner", runner)
        .with("has", String.join(", ", has));
  }

  private static void requireGiven(RecipeStep step, String name, Input input) {
    if (input.required() && step.with().find(name).isEmpty()) {
      throw step.at()
          .invalid("step without an input that it must have")
          .with("found", step.call())
          .with("expected", name);
    }
  }

  /// A literal must be of the input's type; a placeholder's value shows when it runs.
  private void check(Position at, Input input, JsonValue value) {
    if (input.type() == Input.Type.ARTIFACT && value instanceof JsonString(String name)) {
      checkArtifact(at, input, name);
    } else if (placeholder(value).isEmpty() && !input.type().accepts(value)) {
      throw at.invalid("input of another type")
          .with("expected", input.type())
          .with("found", value.shape());
    }
  }

  private static Optional<Placeholder.OfStep> placeholder(JsonValue value) {
    return value instanceof JsonString(String text)
        ? Template.ofStep(text).only()
        : Optional.empty();
  }

  private void checkArtifact(Position at, Input input, String name) {
    var artifact = recipe.artifacts().get(name);
    if (artifact == null) {
      throw YamlMap.unknown(at, "no such artifact", name, recipe.artifacts().keySet());
    }
    if (!input.kinds().contains(artifact.kind().name())) {
      throw at.invalid("artifact of a kind that the operation does not take")
          .with("found", name + ", " + artifact.kind().name())
          .with("expected", String.join(", ", input.kinds()));
    }
  }

  /// The written id, else the artifact that the step takes, else its operation.
  private static String id(RecipeStep step, Operation operation) {
    return step.id()
        .or(
            () ->
                operation.inputs().entrySet().stream()
                    .filter(e -> e.getValue().type() == Input.Type.ARTIFACT)
                    .flatMap(e -> step.with().findString(e.getKey()).stream())
                    .findFirst())
        .orElse(step.operation());
  }
}
