package dev.lighterage.cnab.state;

import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
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
        json.findArray("steps").map(steps -> steps.objects(StepState::read)).orElse(List.of()),
        json.findInteger("exitCode").map(Long::intValue));
  }

  /// A result's `custom` that holds this.
  public JsonObject toCustom() {
    var json = JsonObject.builder();
    exitCode.ifPresent(code -> json.put("exitCode", code));
    var all = new ArrayList<JsonValue>();
    steps.forEach(step -> all.add(step.toJson()));
    json.put("steps", JsonArray.of(all));
    return JsonObject.builder().put(KEY, json.build()).build();
  }
}
