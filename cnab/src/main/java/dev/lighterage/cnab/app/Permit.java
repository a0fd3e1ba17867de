package dev.lighterage.cnab.app;

import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.operation.Plan;
import dev.lighterage.contract.operation.StepState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An action that policy allows, of a bundle as it was surveyed. Only [Operate#judge] gives one, so
/// that nothing runs without a verdict.
public final class Permit implements Operate.Judged {
  /// A step of the plan; `leftOut` says why where it will not run.
  public record Planned(Act act, Optional<String> leftOut) {}

  private final Operate.Request request;
  private final InstallationState state;
  private final Survey survey;
  private final Verdict.Allowed verdict;

  Permit(Operate.Request request, InstallationState state, Survey survey, Verdict.Allowed verdict) {
    this.request = request;
    this.state = state;
    this.survey = survey;
    this.verdict = verdict;
  }

  /// What policy grants.
  public Verdict.Allowed verdict() {
    return verdict;
  }

  /// What would happen, step by step in order, going on from where the last run left the
  /// installation. Empty for a bundle without our key, of whose doings nothing is known.
  public List<Planned> plan() {
    return bundle()
        .lighterage()
        .map(ours -> Plan.of(ours, request.action(), state.steps()))
        .orElse(List.of())
        .stream()
        .map(this::planned)
        .toList();
  }

  /// Says of each step of an earlier bundle that no action of this one has what becomes of it:
  /// nothing takes away what it made.
  List<String> leftBehind() {
    Set<String> known =
        survey.actions().values().stream()
            .flatMap(List::stream)
            .map(Step::id)
            .collect(Collectors.toSet());
    return state.steps().stream()
        .filter(step -> step.status() != StepState.Status.REMOVED)
        // Those of custom actions, whose states are named ACTION/ID, make nothing that stands.
        .filter(step -> !known.contains(step.id()) && !step.id().contains("/"))
        .map(
            step ->
                "%s (%s.%s) is a step of an earlier bundle that this one lacks: what it made stays"
                    .formatted(step.id(), step.mixin(), step.operation()))
        .toList();
  }

  private Planned planned(Plan.Entry entry) {
    Act act = Act.of(survey, entry.step());
    return switch (entry) {
      case Plan.Run _ -> new Planned(act, Optional.empty());
      case Plan.Skip skip -> new Planned(act, Optional.of(skip.why()));
    };
  }

  Operate.Request request() {
    return request;
  }

  /// How the installation stood when it was looked at.
  InstallationState state() {
    return state;
  }

  Survey survey() {
    return survey;
  }

  Bundle bundle() {
    return survey.published().bundle();
  }
}
