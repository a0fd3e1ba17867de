package dev.lighterage.cli.session;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is made when it is first asked for; for one thread.
final class Lazy<T> {
  private final Supplier<T> maker;
  private Optional<T> made = Optional.empty();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T value() {
    T value = made.orElseGet(maker);
    made = Optional.of(value);
    return value;
  }

  /// The value if it was ever asked for.
  Optional<T> made() {
    return made;
  }
}
