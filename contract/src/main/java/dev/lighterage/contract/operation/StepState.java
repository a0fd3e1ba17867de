package dev.lighterage.contract.operation;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How far a step got: in the report of a run, in the result's record, and in the next run's note.
///
/// JSON: `{"id", "mixin", "operation", "status", "exitCode"?, "outputs"?}`. `exitCode` is that of
/// the program, absent when it was never seen to end. `outputs` holds the step's outputs by name.
public record StepState(
    String id,
    String mixin,
    String operation,
    Status status,
    Optional<Integer> exitCode,
    JsonObject outputs) {

  /// States of a step. `DONE` was installed or upgraded and still stands; `FAILED` and `RUNNING`
  /// (interrupted) may have left something; `REMOVED` was uninstalled; a step that never started is
  /// not listed. JSON: `done`, `failed`, `running`, `removed`.
  public enum Status {
    RUNNING,
    DONE,
    FAILED,
    REMOVED;

    /// The word in JSON.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Reads one state strictly; fails with [Failure.Kind#INVALID].
  public static StepState read(JsonObject json) {
    json.requireOnly("id", "mixin", "operation", "status", "exitCode", "outputs");
    return new StepState(
        json.string("id"),
        json.string("mixin"),
        json.string("operation"),
        json.word("status", Status.class),
        json.findInteger("exitCode").map(StepState::exitCode),
        json.findObject("outputs").orElseGet(() -> JsonObject.builder().build()));
  }

  /// wait(2): eight bits of an exit code reach the parent.
  private static int exitCode(long code) {
    if (code < 0 || code > 255) {
      throw Failure.of(Failure.Kind.INVALID, "not an exit code", Long.toString(code));
    }
    return (int) code;
  }

  public JsonObject toJson() {
    var json =
        JsonObject.builder()
            .put("id", id)
            .put("mixin", mixin)
            .put("operation", operation)
            .put("status", status.toString());
    exitCode.ifPresent(code -> json.put("exitCode", code));
    if (!outputs.members().isEmpty()) {
      json.put("outputs", outputs);
    }
    return json.build();
  }

  /// The member `steps` of a note or report; two states of one step are refused.
  static List<StepState> readAll(JsonObject json) {
    List<StepState> all =
        json.findArray("steps").map(a -> a.objects(StepState::read)).orElse(List.of());
    var ids = new HashSet<String>();
    for (StepState state : all) {
      if (!ids.add(state.id())) {
        throw Failure.of(Failure.Kind.INVALID, "two states of one step", json.pathOf("steps"))
            .with("step", state.id());
      }
    }
    return all;
  }

  static JsonArray toJson(List<StepState> states) {
    return JsonArray.of(states.stream().map(StepState::toJson).toList());
  }
}
