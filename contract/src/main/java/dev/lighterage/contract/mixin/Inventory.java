package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an invocation image of ours can do: its mixins by name, without their programs.
///
/// It is the value of the image label [#LABEL], canonical JSON `{"contract": 1, "mixins": {NAME:
/// {"version", "description", "tool", "runsArbitraryCommands", "reach", "operations": {NAME:
/// {"description", "inputs", "outputs": [NAME…], "upgrade"?, "uninstall"?}}}}}`, so the image's
/// digest and signature cover it and it is read without a layer.
public record Inventory(int contract, SortedMap<String, Mixin> mixins) {
  public static final String LABEL = "dev.lighterage.inventory";

  /// The version of the run contract (docs/run-contract.md) that this library speaks.
  public static final int CONTRACT = 1;

  /// The inventory of an image that holds `mixins`; fails with [Failure.Kind#INVALID] when two have
  /// one name.
  public static Inventory of(Collection<Mixin> mixins) {
    var all = new TreeMap<String, Mixin>();
    for (Mixin mixin : mixins) {
      if (all.put(mixin.name(), InventoryWriter.withoutPrograms(mixin)) != null) {
        throw Failure.of(Failure.Kind.INVALID, "two mixins of one name", mixin.name());
      }
    }
    return new Inventory(CONTRACT, Collections.unmodifiableSortedMap(all));
  }

  /// Reads the label's value strictly; fails with [Failure.Kind#INVALID], or with
  /// [Failure.Kind#UNSUPPORTED] for another version of the run contract.
  public static Inventory read(JsonObject json) {
    long contract = json.integer("contract");
    if (contract != CONTRACT) {
      throw Failure.of(
              Failure.Kind.UNSUPPORTED, "run contract of another version", json.pathOf("contract"))
          .with("found", contract)
          .with("known", CONTRACT);
    }
    json.requireOnly("contract", "mixins");
    JsonObject mixins = json.object("mixins");
    var all = new TreeMap<String, Mixin>();
    for (String name : mixins.members().keySet()) {
      all.put(name, MixinReader.entry(name, mixins.object(name)));
    }
    return new Inventory(CONTRACT, Collections.unmodifiableSortedMap(all));
  }

  /// The label's value; write it by [dev.lighterage.oci.json.Json#canonical].
  public JsonObject toJson() {
    return InventoryWriter.write(this);
  }

  public Optional<Mixin> mixin(String name) {
    return Optional.ofNullable(mixins.get(name));
  }

  /// Operation `operation` of `mixin`, if the image has it.
  public Optional<Operation> operation(String mixin, String operation) {
    return mixin(mixin).flatMap(m -> m.operation(operation));
  }
}
