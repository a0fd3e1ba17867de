package dev.lighterage.cnab.state;

import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a result says beyond CNAB, in `custom["dev.lighterage"]`: where each step was left, and the
/// run tool's exit code.
///
/// JSON: `{"exitCode"?, "steps": [step state…]}`.
public record Progress(List<StepState> steps, Optional<Integer> exitCode) {
  public static final String KEY = "dev.lighterage";
  public static final Progress NONE = new Progress(List.of(), Optional.empty());

  static Progress read(JsonObject json) {
    return new Progress(
        json.findArray("steps").map(steps -> steps.objects(Progress::step)).orElse(List.of()),
        json.findInteger("exitCode").map(Long::intValue));
  }

  /// A result's `custom` that holds this.
  public JsonObject toCustom() {
    var json = JsonObject.builder();
    exitCode.ifPresent(code -> json.put("exitCode", code));
    var all = new ArrayList<JsonValue>();
    steps.forEach(step -> all.add(toJson(step)));
    json.put("steps", new JsonArray(all, "$"));
    return JsonObject.builder().put(KEY, json.build()).build();
  }

  private static StepState step(JsonObject json) {
    return new StepState(
        json.string("id"),
        json.string("mixin"),
        json.string("operation"),
        status(json.string("status")),
        json.findInteger("exitCode").orElse(0L).intValue(),
        json.findObject("outputs").orElse(new JsonObject(Map.of(), "$")));
  }

  private static StepState.Status status(String word) {
    for (StepState.Status status : StepState.Status.values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
        return status;
      }
    }
    throw Failure.of(Failure.Kind.INVALID, "not a state of a step", word);
  }

  private static JsonObject toJson(StepState step) {
    var json = JsonObject.builder().put("exitCode", step.exitCode()).put("id", step.id());
    json.put("mixin", step.mixin()).put("operation", step.operation());
    if (!step.outputs().members().isEmpty()) {
      json.put("outputs", step.outputs());
    }
    return json.put("status", step.status().name().toLowerCase(Locale.ROOT)).build();
  }
}
