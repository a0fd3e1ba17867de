package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A mixin: data that says which operations an image's tools offer.
///
/// Stands in the image at `/cnab/app/mixins/<name>/mixin.json`; its JSON Schema is
/// `docs/schema/mixin.schema.json`. JSON: `{"mixin": 1, "name", "version", "description", "tool",
/// "runsArbitraryCommands", "reach": {"network": […], "mounts"}, "operations": {NAME: …}}`.
public record Mixin(
    String name,
    String version,
    String description,
    String tool,
    boolean runsArbitraryCommands,
    Reach reach,
    SortedMap<String, Operation> operations) {

  /// The only version of the descriptor so far: the value of its member `mixin`.
  public static final int VERSION = 1;

  /// What a mixin may reach outside its image: host names with ports it talks to, and whether it
  /// works in folders granted from the host.
  public record Reach(List<String> network, boolean mounts) {}

  /// Reads a descriptor strictly: an unknown member, a placeholder that names nothing, a
  /// counterpart that does not exist and the like fail with
  /// [dev.lighterage.oci.value.Failure.Kind#INVALID], with the place as subject or as the fact
  /// `path`; a later `mixin` version with [dev.lighterage.oci.value.Failure.Kind#UNSUPPORTED].
  public static Mixin read(JsonObject descriptor) {
    return MixinReader.descriptor(descriptor);
  }

  public Optional<Operation> operation(String operation) {
    return Optional.ofNullable(operations.get(operation));
  }
}
