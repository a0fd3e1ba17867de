package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Outputs;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run ended: its outputs, where it left each step, and at which step it broke off, in words.
record Ending(
    RunOutcome outcome, Outputs outputs, List<StepState> steps, Optional<String> brokenAt) {
  static final String STOPPED = "stopped by the user";

  /// docs/run-contract.md, "Exit codes of the run tool": nothing was started.
  private static final int REFUSED = 120;

  static Ending of(Permit permit, RunOutcome outcome, List<StepState> steps) {
    Outputs outputs = Outputs.of(permit.bundle(), permit.request().action(), outcome);
    return new Ending(outcome, outputs, steps, brokenAt(permit, steps));
  }

  /// A run stops at the first step that is not done; a later one may be as an earlier run left it.
  /// One that changed nothing has left no state.
  private static Optional<String> brokenAt(Permit permit, List<StepState> steps) {
    Map<String, StepState> states = new LinkedHashMap<>();
    steps.forEach(state -> states.put(state.id(), state));
    return permit.plan().stream()
        .filter(planned -> planned.leftOut().isEmpty())
        .map(Permit.Planned::act)
        .flatMap(act -> broken(act, Optional.ofNullable(states.get(act.id()))).stream())
        .findFirst();
  }

  private static Optional<String> broken(Act act, Optional<StepState> state) {
    String step = "step %s (%s) ".formatted(act.id(), act.call());
    if (state.isEmpty()) {
      return Optional.of(step + "failed");
    }
    return switch (state.get().status()) {
      case DONE, REMOVED -> Optional.empty();
      case RUNNING -> Optional.of(step + "was interrupted");
      case FAILED ->
          Optional.of(
              step
                  + state
                      .get()
                      .exitCode()
                      .map(code -> "failed with exit code " + code)
                      .orElse("could not be completed"));
    };
  }

  Status status() {
    if (outcome.canceled()) {
      return Status.CANCELED;
    }
    return outcome.exitCode() == 0 && outputs.problems().isEmpty()
        ? Status.SUCCEEDED
        : Status.FAILED;
  }

  /// For people: why it did not succeed; empty when it did.
  String message() {
    if (outcome.canceled()) {
      return STOPPED;
    }
    if (outcome.exitCode() == 0) {
      return String.join("; ", outputs.problems());
    }
    String whole = "the run tool ended with " + outcome.exitCode();
    return brokenAt
        .filter(_ -> outcome.exitCode() != REFUSED)
        .map(step -> step + ": " + whole)
        .orElse(whole);
  }
}
