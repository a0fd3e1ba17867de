package dev.lighterage.cnab.run;

/// Makes a driver; found by [java.util.ServiceLoader].
public interface DriverProvider {
  /// The name by which `--driver` chooses its driver.
  String name();

  Driver driver(DriverSettings settings);
}
