package dev.lighterage.contract.bundle;

import java.util.List;

/// An output: a file below `/cnab/app/outputs` ([101.65]). `applyTo` empty means every action.
public record Output(String definition, String path, List<String> applyTo, String description) {

  /// Whether `action` yields this output.
  public boolean appliesTo(String action) {
    return applyTo.isEmpty() || applyTo.contains(action);
  }
}
