package dev.lighterage.contract.bundle;

import java.util.List;

/// A credential that the bundle asks for: CNAB 101, "Credentials". `applyTo` empty means every
/// action ([101.45]).
public record Credential(
    Destination destination, boolean required, List<String> applyTo, String description) {

  /// Whether `action` gets this credential.
  public boolean appliesTo(String action) {
    return applyTo.isEmpty() || applyTo.contains(action);
  }
}
