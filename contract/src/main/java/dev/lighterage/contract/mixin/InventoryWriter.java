package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes an inventory; nothing empty or false is written, so that the label stays small.
final class InventoryWriter {
  private InventoryWriter() {}

  static Mixin withoutPrograms(Mixin mixin) {
    var operations = new TreeMap<String, Operation>();
    mixin.operations().forEach((name, operation) -> operations.put(name, bare(operation)));
    return new Mixin(
        mixin.name(),
        mixin.version(),
        mixin.description(),
        mixin.tool(),
        mixin.runsArbitraryCommands(),
        mixin.reach(),
        Collections.unmodifiableSortedMap(operations));
  }

  private static Operation bare(Operation operation) {
    return new Operation(
        operation.description(),
        operation.inputs(),
        operation.outputs(),
        operation.upgrade(),
        operation.uninstall(),
        Optional.empty());
  }

  static JsonObject write(Inventory inventory) {
    var mixins = JsonObject.builder();
    inventory.mixins().forEach((name, mixin) -> mixins.put(name, mixin(mixin)));
    return JsonObject.builder()
        .put("contract", inventory.contract())
        .put("mixins", mixins.build())
        .build();
  }

  private static JsonObject mixin(Mixin mixin) {
    var json = JsonObject.builder().put("version", mixin.version());
    putText(json, "description", mixin.description());
    putText(json, "tool", mixin.tool());
    putTrue(json, "runsArbitraryCommands", mixin.runsArbitraryCommands());
    JsonObject reach = reach(mixin.reach());
    if (!reach.members().isEmpty()) {
      json.put("reach", reach);
    }
    var operations = JsonObject.builder();
    mixin.operations().forEach((name, operation) -> operations.put(name, operation(operation)));
    return json.put("operations", operations.build()).build();
  }

  private static JsonObject reach(Mixin.Reach reach) {
    var json = JsonObject.builder();
    if (!reach.network().isEmpty()) {
      json.put("network", JsonArray.ofStrings(reach.network()));
    }
    putTrue(json, "mounts", reach.mounts());
    return json.build();
  }

  private static JsonObject operation(Operation operation) {
    var json = JsonObject.builder();
    putText(json, "description", operation.description());
    if (!operation.inputs().isEmpty()) {
      json.put("inputs", inputs(operation.inputs()));
    }
    if (!operation.outputs().isEmpty()) {
      json.put("outputs", JsonArray.ofStrings(operation.outputs()));
    }
    operation.upgrade().ifPresent(name -> json.put("upgrade", name));
    operation.uninstall().ifPresent(name -> json.put("uninstall", name));
    return json.build();
  }

  private static JsonObject inputs(Map<String, Input> inputs) {
    var all = JsonObject.builder();
    inputs.forEach((name, input) -> all.put(name, input(input)));
    return all.build();
  }

  private static JsonObject input(Input input) {
    var json = JsonObject.builder().put("type", input.type().toString());
    if (!input.kinds().isEmpty()) {
      json.put("kinds", JsonArray.ofStrings(input.kinds()));
    }
    putTrue(json, "required", input.required());
    input.defaultValue().ifPresent(value -> json.put("default", value));
    putText(json, "description", input.description());
    return json.build();
  }

  private static void putText(JsonObject.Builder json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private static void putTrue(JsonObject.Builder json, String name, boolean value) {
    if (value) {
      json.put(name, true);
    }
  }
}
