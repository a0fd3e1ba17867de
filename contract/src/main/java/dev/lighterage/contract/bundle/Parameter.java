package dev.lighterage.contract.bundle;

import java.util.List;

/// A parameter: CNAB 101, "Parameters". `applyTo` empty means every action ([101.35]).
public record Parameter(
    String definition,
    Destination destination,
    boolean required,
    List<String> applyTo,
    String description) {

  /// Whether `action` gets this parameter.
  public boolean appliesTo(String action) {
    return applyTo.isEmpty() || applyTo.contains(action);
  }
}
