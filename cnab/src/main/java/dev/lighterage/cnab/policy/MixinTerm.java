package dev.lighterage.cnab.policy;

import dev.lighterage.contract.mixin.Mixin;
import java.util.List;
import java.util.Optional;

/// Mixins that a rule speaks of: those for which everything said here is true.
///
/// An image without inventory is met only by a term that says no more than `runsArbitraryCommands:
/// true`: nothing else is known of it.
record MixinTerm(
    Optional<Glob> name,
    Optional<VersionRange> version,
    List<Glob> operations,
    Optional<Boolean> runsArbitraryCommands) {

  boolean matches(Use use) {
    boolean arbitrary = runsArbitraryCommands.map(said -> said == use.arbitrary()).orElse(true);
    return arbitrary
        && use.mixin()
            .map(mixin -> matches(mixin, use.operation()))
            .orElse(name.isEmpty() && version.isEmpty() && operations.isEmpty());
  }

  private boolean matches(Mixin mixin, String operation) {
    return name.map(glob -> glob.matches(mixin.name())).orElse(true)
        && version.map(range -> range.contains(mixin.version())).orElse(true)
        && (operations.isEmpty() || operations.stream().anyMatch(o -> o.matches(operation)));
  }
}
