package dev.lighterage.contract.operation;

import dev.lighterage.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What the run tool leaves at [Places#STEPS]: where each step stands after a run.
///
/// JSON: `{"contract": 1, "steps": [state…]}`. Steps that this run did not touch keep the state
/// that the note gave, so the latest report alone says where an installation stands. The run tool
/// writes it anew before and after each step, so that a killed run leaves `running` behind.
public record StepReport(List<StepState> steps) {
  public StepReport {
    steps = List.copyOf(steps);
  }

  /// Reads a report strictly; fails with [dev.lighterage.oci.value.Failure.Kind#INVALID], or with
  /// [dev.lighterage.oci.value.Failure.Kind#UNSUPPORTED] for another version of the contract.
  public static StepReport read(JsonObject json) {
    RunNote.requireContract(json);
    json.requireOnly("contract", "steps");
    return new StepReport(StepState.readAll(json));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("contract", RunNote.CONTRACT)
        .put("steps", StepState.toJson(steps))
        .build();
  }

  /// This report without the state of the step `id`.
  public StepReport without(String id) {
    return new StepReport(steps.stream().filter(state -> !state.id().equals(id)).toList());
  }

  /// This report with `state` in place of the one of the same step, or at its end.
  public StepReport with(StepState state) {
    var all = new LinkedHashMap<String, StepState>();
    steps.forEach(s -> all.put(s.id(), s));
    all.put(state.id(), state);
    return new StepReport(new ArrayList<>(all.values()));
  }
}
