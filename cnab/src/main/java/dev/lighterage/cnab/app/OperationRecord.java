package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.Hold;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.contract.operation.StepReport;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import java.util.List;

/// What one operation leaves under its hold, from its claim to its last result.
///
/// The latest report of the run is what the next one goes on from, whatever becomes of this run
/// (docs/run-contract.md, "The report"), so each result repeats it.
final class OperationRecord {
  private final Records records;
  private final Hold hold;
  private final Claim claim;
  private volatile List<StepState> steps;

  /// Begins it; `steps` are as the last run left them, until this one reports.
  OperationRecord(Records records, Hold hold, Claim claim, List<StepState> steps) {
    this.records = records;
    this.hold = hold;
    this.claim = claim;
    this.steps = List.copyOf(steps);
    hold.begin(claim, records.running(claim, steps));
  }

  Claim claim() {
    return claim;
  }

  /// How far it is, by the run tool's report; fails with `INVALID` when that cannot be read.
  void underway(Bytes report) {
    steps = StepReport.read(Json.readObject(report)).steps();
    hold.record(records.running(claim, steps));
  }

  /// How the run ended. A run tool that refuses, or dies at once, leaves no report, and what was
  /// installed still stands.
  Result ended(Permit permit, RunOutcome outcome) {
    outcome.steps().ifPresent(report -> steps = StepReport.read(Json.readObject(report)).steps());
    return records.result(claim, Ending.of(permit, outcome, steps), hold);
  }

  /// Puts its last result on record.
  void finish(Result last) {
    hold.record(last);
  }

  /// It could not be brought to its end because of `why`, which stays what the caller hears of.
  void broken(RuntimeException why) {
    try {
      hold.record(records.broken(claim, why, steps));
    } catch (RuntimeException notRecorded) {
      why.addSuppressed(notRecorded);
    }
  }
}
