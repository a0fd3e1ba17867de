package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Outputs;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run ended: its outputs, where it left each step, and the step at which it broke off.
record Ending(
    RunOutcome outcome, Outputs outputs, List<StepState> steps, Optional<StepState> brokenAt) {
  static final String STOPPED = "stopped by the user";

  static Ending of(Permit permit, RunOutcome outcome, List<StepState> steps) {
    Outputs outputs = Outputs.of(permit.bundle(), permit.request().action(), outcome);
    return new Ending(outcome, outputs, steps, brokenAt(permit, steps));
  }

  /// A run stops at the first step that is not done; a later one may be as an earlier run left it.
  private static Optional<StepState> brokenAt(Permit permit, List<StepState> steps) {
    Map<String, StepState> states = new LinkedHashMap<>();
    steps.forEach(state -> states.put(state.id(), state));
    return permit.plan().stream()
        .filter(planned -> planned.leftOut().isEmpty())
        .flatMap(planned -> Optional.ofNullable(states.get(planned.act().id())).stream())
        .filter(Ending::isBroken)
        .findFirst();
  }

  private static boolean isBroken(StepState state) {
    return switch (state.status()) {
      case FAILED, RUNNING -> true;
      case DONE, REMOVED -> false;
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
    return brokenAt.map(state -> message(state, whole)).orElse(whole);
  }

  private static String message(StepState state, String whole) {
    String step = "step %s (%s.%s) ".formatted(state.id(), state.mixin(), state.operation());
    return switch (state.status()) {
      case RUNNING -> step + "was interrupted: " + whole;
      case FAILED, DONE, REMOVED ->
          step
              + state
                  .exitCode()
                  .map(code -> "failed with exit code " + code)
                  .orElse("could not be completed: " + whole);
    };
  }
}
