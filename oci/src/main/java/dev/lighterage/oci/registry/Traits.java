package dev.lighterage.oci.registry;

import java.util.Optional;

/// What one registry was seen to do.
final class Traits {
  private volatile Optional<Boolean> referrers = Optional.empty();

  /// Whether it has the referrers API; empty before it was asked.
  Optional<Boolean> referrers() {
    return referrers;
  }

  void referrers(boolean seen) {
    referrers = Optional.of(seen);
  }
}
