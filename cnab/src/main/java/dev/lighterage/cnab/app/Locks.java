package dev.lighterage.cnab.app;

import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.cnab.recipe.Locked;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The parts of a lock under the names that messages use: `runner`, `artifacts.NAME`,
/// `images.NAME`.
final class Locks {
  private Locks() {}

  static SortedMap<String, Locked> parts(Lock lock) {
    var all = new TreeMap<String, Locked>();
    all.put("runner", lock.runner());
    lock.artifacts().forEach((name, locked) -> all.put("artifacts." + name, locked));
    lock.images().forEach((name, locked) -> all.put("images." + name, locked));
    return all;
  }

  static Optional<Locked> find(Lock lock, String part) {
    return Optional.ofNullable(parts(lock).get(part));
  }

  /// The part of a lock that fits its recipe, and so has every part.
  static Locked required(Lock lock, String part) {
    return find(lock, part).orElseThrow(() -> new IllegalStateException("not locked: " + part));
  }
}
