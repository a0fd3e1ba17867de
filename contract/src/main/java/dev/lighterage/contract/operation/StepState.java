package dev.lighterage.contract.operation;

import dev.lighterage.oci.json.JsonObject;

/// How far a step got: in the report of a run, in the result's record, and in the next run's note.
///
/// JSON: `{"id", "mixin", "operation", "status", "exitCode"?, "outputs"?}`.
public record StepState(
    String id, String mixin, String operation, Status status, int exitCode, JsonObject outputs) {
  /// States of a step. `DONE` was installed or upgraded and still stands; `FAILED` and `RUNNING`
  /// (interrupted) may have left something; `REMOVED` was uninstalled; a step that never started is
  /// not listed.
  public enum Status {
    RUNNING,
    DONE,
    FAILED,
    REMOVED
  }
}
