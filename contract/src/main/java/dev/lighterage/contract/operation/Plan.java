package dev.lighterage.contract.operation;

import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.operation.StepState.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which steps an action runs, going on from where the last run left them. A run tool does this,
/// and whoever calls one can say it before.
///
/// | action | a step's last state | runs |
/// |---|---|---|
/// | `upgrade`, derived | done | its upgrade operation |
/// | | failed or interrupted while upgrading | its upgrade operation |
/// | | any other, or none | its install operation |
/// | `install` again, where `upgrade` is derived | as above | as above |
/// | `uninstall`, derived | done, failed, interrupted | its uninstall operation |
/// | | removed, or none | nothing |
/// | written, or declared by the bundle | any | as written |
public final class Plan {
  private static final String INSTALL = "install";
  private static final String UPGRADE = "upgrade";
  private static final String UNINSTALL = "uninstall";

  /// A step of the plan.
  public sealed interface Entry {
    Step step();
  }

  /// A step to run; `stateId` is its name in the report, `whenDone` its state when all went well.
  public record Run(Step step, String stateId, Status whenDone) implements Entry {}

  /// A step left out, and why.
  public record Skip(Step step, String why) implements Entry {}

  private final Lighterage lighterage;
  private final Map<String, StepState> last = new LinkedHashMap<>();

  private Plan(Lighterage lighterage, List<StepState> last) {
    this.lighterage = lighterage;
    last.forEach(state -> this.last.put(state.id(), state));
  }

  /// The steps of `action`, which the bundle has, in their order.
  public static List<Entry> of(Lighterage lighterage, String action, List<StepState> last) {
    var plan = new Plan(lighterage, last);
    var entries = new ArrayList<Entry>();
    for (Step step : lighterage.actions().getOrDefault(action, List.of())) {
      entries.add(plan.entry(action, step));
    }
    return List.copyOf(entries);
  }

  private Entry entry(String action, Step step) {
    boolean derived = lighterage.derived().contains(action);
    boolean goesOn = lighterage.derived().contains(UPGRADE);
    return switch (action) {
      case INSTALL, UPGRADE -> run(goesOn ? goingOn(step) : step, step.id(), Status.DONE);
      case UNINSTALL -> derived ? removal(step) : run(step, step.id(), Status.REMOVED);
      // States of these must not pass for states of what is installed.
      default -> run(step, action + "/" + step.id(), Status.DONE);
    };
  }

  private static Run run(Step step, String stateId, Status whenDone) {
    return new Run(step, stateId, whenDone);
  }

  private Step goingOn(Step step) {
    Optional<Step> install = find(INSTALL, step.id());
    Optional<Step> upgrade = find(UPGRADE, step.id());
    return (stands(step.id(), install, upgrade) ? upgrade : install).orElse(step);
  }

  /// Whether the step's thing exists: it was done, or what broke off was its upgrade.
  private boolean stands(String id, Optional<Step> install, Optional<Step> upgrade) {
    StepState state = last.get(id);
    if (state == null) {
      return false;
    }
    return switch (state.status()) {
      case DONE -> true;
      case REMOVED -> false;
      case FAILED, RUNNING ->
          upgrade.filter(step -> step.operation().equals(state.operation())).isPresent()
              && install.filter(step -> step.operation().equals(state.operation())).isEmpty();
    };
  }

  private Optional<Step> find(String action, String id) {
    return lighterage.actions().getOrDefault(action, List.of()).stream()
        .filter(step -> step.id().equals(id))
        .findFirst();
  }

  private Entry removal(Step step) {
    StepState state = last.get(step.id());
    if (state == null) {
      return new Skip(step, "it never started");
    }
    return state.status() == Status.REMOVED
        ? new Skip(step, "it is removed already")
        : run(step, step.id(), Status.REMOVED);
  }
}
