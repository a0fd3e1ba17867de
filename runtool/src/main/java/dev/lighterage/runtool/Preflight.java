package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.mixin.Placeholder;
import dev.lighterage.contract.mixin.Program;
import dev.lighterage.contract.operation.Plan;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks at every step of a plan before the first one starts: all that can be known then is known
/// then, and each thing that is missing is said.
final class Preflight {
  private final Surroundings here;
  private final Handover handover;
  private final InstalledMixins mixins;
  private final Values values;
  private final List<String> problems;

  /// Steps looked at already, with their operations, by id.
  private final Map<String, Operation> earlier = new TreeMap<>();

  Preflight(Surroundings here, Handover handover, InstalledMixins mixins, List<String> problems) {
    this.here = here;
    this.handover = handover;
    this.mixins = mixins;
    this.problems = problems;
    this.values = new Values(here, handover);
  }

  /// Adds a line to the problems for each thing that stands in the way of `plan`.
  void check(List<Plan.Entry> plan) {
    handover.note().map(RunNote::mounts).orElse(List.of()).forEach(this::mount);
    for (Plan.Entry entry : plan) {
      switch (entry) {
        case Plan.Run(Step step, String _, var _) -> run(step);
        case Plan.Skip _ -> {}
      }
    }
  }

  private void mount(String path) {
    if (!path.startsWith("/") || !Files.isDirectory(here.at(path))) {
      problems.add("the granted folder " + path + " is not there");
    }
  }

  private void run(Step step) {
    if (handover.note().filter(note -> !note.granted().contains(step.call())).isPresent()) {
      say(step, step.call() + " is not granted");
    }
    Optional<Operation> operation = operation(step);
    operation.ifPresent(
        found -> {
          step.with().members().keySet().stream()
              .filter(name -> !found.inputs().containsKey(name))
              .forEach(name -> say(step, step.call() + " has no input " + name));
          found.inputs().forEach((name, input) -> input(step, found, name, input));
          found.program().ifPresent(program -> program(step, program));
          earlier.put(step.id(), found);
        });
  }

  private Optional<Operation> operation(Step step) {
    try {
      Optional<Mixin> mixin = mixins.find(step.mixin());
      if (mixin.isEmpty()) {
        say(step, "this image has no mixin " + step.mixin());
        return Optional.empty();
      }
      Optional<Operation> operation = mixin.get().operation(step.operation());
      if (operation.flatMap(Operation::program).isEmpty()) {
        say(step, "the mixin " + step.mixin() + " has no operation " + step.operation());
      }
      return operation;
    } catch (Failure failure) {
      say(step, "the mixin " + step.mixin() + " cannot be used: " + failure.getMessage());
      return Optional.empty();
    }
  }

  private void input(Step step, Operation operation, String name, Input input) {
    try {
      List<Placeholder.OfStep> placeholders =
          step.with().find(name).map(Values::placeholders).orElse(List.of());
      if (placeholders.stream().anyMatch(values::secret) && shown(operation, name)) {
        say(step, "the input " + name + " holds a secret and would stand in an argument list");
      }
      if (placeholders.stream().allMatch(p -> ready(step, p))) {
        values.input(step, name, input);
      }
    } catch (Failure failure) {
      say(step, "input " + name + ": " + failure.getMessage());
    }
  }

  /// Whether the value of `input` becomes part of the argument vector, which others can see.
  private static boolean shown(Operation operation, String input) {
    return operation.program().stream()
        .flatMap(program -> program.argv().stream())
        .flatMap(group -> group.templates().stream())
        .flatMap(template -> template.placeholders().stream())
        .anyMatch(p -> p instanceof Placeholder.InputValue value && value.name().equals(input));
  }

  /// Whether the value can be known now; one that an earlier step will yield is taken on trust.
  private boolean ready(Step step, Placeholder.OfStep placeholder) {
    if (!(placeholder instanceof Placeholder.StepOutput output)) {
      return true;
    }
    if (promised(output)) {
      return false;
    }
    if (!values.knows(output)) {
      say(step, "nothing yields " + output);
      return false;
    }
    return true;
  }

  private boolean promised(Placeholder.StepOutput output) {
    Operation operation = earlier.get(output.step());
    return operation != null && operation.outputs().contains(output.name());
  }

  private void program(Step step, Program program) {
    var first = program.argv().getFirst().templates().getFirst();
    if (first.placeholders().isEmpty()) {
      String name = first.fill(_ -> "");
      if (Invocation.program(name).isEmpty()) {
        say(step, "the program " + name + " is not in this image");
      }
    }
  }

  private void say(Step step, String problem) {
    problems.add("step " + step.id() + ": " + problem);
  }
}
