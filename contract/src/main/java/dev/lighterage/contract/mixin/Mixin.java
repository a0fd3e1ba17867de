package dev.lighterage.contract.mixin;

import java.util.List;
import java.util.SortedMap;

/// A mixin: data that says which operations an image's tools offer.
///
/// Stands in the image at `/cnab/app/mixins/<name>/mixin.json`; its JSON Schema is
/// `docs/schema/mixin.schema.json`.
public record Mixin(
    String name,
    String version,
    String description,
    String tool,
    boolean runsArbitraryCommands,
    Reach reach,
    SortedMap<String, Operation> operations) {

  /// What a mixin may reach outside its image: host names with ports it talks to, and whether it
  /// works in folders granted from the host.
  public record Reach(List<String> network, boolean mounts) {}
}
