package dev.lighterage.contract.operation;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What our runtime tells the run tool beyond CNAB: `custom["dev.lighterage"]` of the claim.
///
/// JSON: `{"contract": 1, "granted": ["mixin.operation"…], "mounts": [PATH…], "steps": [state…]}`.
/// `granted` is what policy allowed; the run tool starts nothing else. `mounts` are the paths in
/// the image of folders granted from the host. `steps` is where the last run of this installation
/// left each step.
public record RunNote(SortedSet<String> granted, List<String> mounts, List<StepState> steps) {
  public static final String KEY = "dev.lighterage";

  /// The version of the run contract (docs/run-contract.md) that notes and reports follow.
  public static final int CONTRACT = 1;

  /// Reads a note strictly; fails with [Failure.Kind#INVALID], or with [Failure.Kind#UNSUPPORTED]
  /// for another version of the contract.
  public static RunNote read(JsonObject json) {
    requireContract(json);
    json.requireOnly("contract", "granted", "mounts", "steps");
    return new RunNote(
        Collections.unmodifiableSortedSet(new TreeSet<>(json.array("granted").strings())),
        json.findArray("mounts").map(JsonArray::strings).orElse(List.of()),
        StepState.readAll(json));
  }

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("contract", CONTRACT)
        .put("granted", JsonArray.ofStrings(granted))
        .put("mounts", JsonArray.ofStrings(mounts))
        .put("steps", StepState.toJson(steps))
        .build();
  }

  static void requireContract(JsonObject json) {
    long contract = json.integer("contract");
    if (contract != CONTRACT) {
      throw Failure.of(
              Failure.Kind.UNSUPPORTED, "run contract of another version", json.pathOf("contract"))
          .with("found", contract)
          .with("known", CONTRACT);
    }
  }
}
