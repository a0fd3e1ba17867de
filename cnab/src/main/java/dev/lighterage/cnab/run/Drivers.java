package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.ServiceLoader;

/// The drivers on the class path.
public final class Drivers {
  private Drivers() {}

  /// Their names, sorted.
  public static List<String> names() {
    return ServiceLoader.load(DriverProvider.class).stream()
        .map(p -> p.get().name())
        .sorted()
        .toList();
  }

  /// The driver of that name; fails with `NOT_FOUND`.
  public static Driver named(String name, DriverSettings settings) {
    for (DriverProvider provider : ServiceLoader.load(DriverProvider.class)) {
      if (provider.name().equals(name)) {
        return provider.driver(settings);
      }
    }
    throw Failure.of(Failure.Kind.NOT_FOUND, "no such driver", name)
        .with("known", String.join(", ", names()));
  }
}
