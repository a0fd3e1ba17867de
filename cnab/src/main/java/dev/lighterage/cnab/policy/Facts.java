package dev.lighterage.cnab.policy;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.operation.Mount;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// Everything that a verdict rests on, gathered before it from small documents alone.
///
/// `bundle` is the pinned reference. `action` is the one asked for; `actions` has the steps of
/// every action, written or derived, and is empty for a bundle without our key. `inventory` is that
/// of the invocation image, empty when the image has none. `artifacts` says what each component is
/// by its own manifest. `mounts` are asked for; their host folders are real paths, links resolved.
/// `supported` are the extensions that this tool knows.
public record Facts(
    String bundle,
    String action,
    SortedMap<String, List<Step>> actions,
    Optional<Inventory> inventory,
    SortedMap<String, Artifact> artifacts,
    List<Mount> mounts,
    List<String> requiredExtensions,
    SortedSet<String> supported) {

  /// What a component is as its manifest says it: its kind (a word such as `helm`; empty when no
  /// kind knows it), its type (`artifactType`, else the config's media type) and the media types of
  /// its layers.
  public record Artifact(Optional<String> kind, String type, List<String> layers) {}
}
