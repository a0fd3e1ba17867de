package dev.lighterage.contract.mixin;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// One operation of a mixin, as those who call it see it: its inputs, the names of its outputs, and
/// its counterparts, operations of the same mixin that a derived upgrade or uninstall calls.
///
/// `program` says how it is done; it is present in a descriptor and left out of an inventory.
public record Operation(
    String description,
    SortedMap<String, Input> inputs,
    SortedSet<String> outputs,
    Optional<String> upgrade,
    Optional<String> uninstall,
    Optional<Program> program) {

  public Optional<Input> input(String name) {
    return Optional.ofNullable(inputs.get(name));
  }
}
