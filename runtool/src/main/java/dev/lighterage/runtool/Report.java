package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Output;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.contract.operation.StepReport;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a run leaves behind: the step report, and the bundle's outputs.
///
/// An output of a step is the bundle's output of the same name; the last step that yields it
/// counts. Both are written while the run goes on, each in one step, so that a broken run leaves
/// what it had.
final class Report {
  /// What a step without outputs has.
  static final JsonObject NOTHING = JsonObject.builder().build();

  private final Surroundings here;
  private final Bundle bundle;
  private final String action;
  private StepReport steps;

  Report(Surroundings here, Handover handover) {
    this.here = here;
    this.bundle = handover.bundle();
    this.action = handover.action();
    this.steps = new StepReport(handover.note().map(RunNote::steps).orElse(List.of()));
  }

  /// Replaces the report. Fails with `STORAGE`.
  void write() {
    put(here.at(Places.STEPS), Bytes.utf8(Json.line(steps.toJson())));
  }

  /// The state that the report has of a step.
  Optional<StepState> find(String id) {
    return steps.steps().stream().filter(state -> state.id().equals(id)).findFirst();
  }

  /// The step stands where it stood: `before`, or nowhere.
  void restore(String id, Optional<StepState> before) {
    steps = before.map(steps::with).orElseGet(() -> steps.without(id));
    write();
  }

  /// The step's new state, and the outputs that it yielded just now.
  void record(StepState state, JsonObject fresh) {
    steps = steps.with(state);
    write();
    bundle
        .outputs()
        .forEach(
            (name, output) -> {
              if (output.appliesTo(action)) {
                fresh.find(name).ifPresent(value -> put(output, Texts.of(value)));
              }
            });
  }

  private void put(Output output, String text) {
    put(here.at(output.path()), Bytes.utf8(text));
  }

  private void put(Path file, Bytes bytes) {
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not make folder", file.toString()).because(e);
    }
    SmallFile.replace(file, bytes);
  }
}
