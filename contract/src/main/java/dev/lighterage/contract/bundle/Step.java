package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonObject;

/// One step of an action: an operation of a mixin with its inputs.
///
/// JSON, in `custom["dev.lighterage"].actions.<action>[]`: `{"id", "mixin", "operation", "with"}`.
/// The id is unique in its action and links the step to its state in later runs.
public record Step(String id, String mixin, String operation, JsonObject with) {

  /// `mixin.operation`, as recipes and policies write it.
  public String call() {
    return mixin + "." + operation;
  }

  static Step read(JsonObject json) {
    json.requireOnly("id", "mixin", "operation", "with");
    return new Step(
        json.string("id"),
        json.string("mixin"),
        json.string("operation"),
        json.findObject("with").orElseGet(() -> JsonObject.builder().build()));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("mixin", mixin)
        .put("operation", operation)
        .put("with", with)
        .build();
  }
}
