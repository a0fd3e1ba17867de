package dev.lighterage.cnab.app;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.oci.json.JsonString;
import java.util.List;
import java.util.stream.Stream;

/// A step for people: its id, the operation that it calls, and the components that it acts on:
/// those that its inputs of type artifact name, as far as the invocation image's inventory tells.
public record Act(String id, String call, List<String> artifacts) {

  static Act of(Survey survey, Step step) {
    List<String> artifacts =
        survey
            .runner()
            .inventory()
            .flatMap(inventory -> inventory.operation(step.mixin(), step.operation()))
            .map(operation -> taken(operation, step))
            .orElse(List.of());
    return new Act(step.id(), step.call(), artifacts);
  }

  private static List<String> taken(Operation operation, Step step) {
    return operation.inputs().entrySet().stream()
        .filter(input -> input.getValue().type() == Input.Type.ARTIFACT)
        .flatMap(input -> step.with().find(input.getKey()).stream())
        .flatMap(
            value ->
                value instanceof JsonString(String text) ? Stream.of(text) : Stream.<String>empty())
        .toList();
  }
}
