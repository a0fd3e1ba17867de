package dev.lighterage.cnab.app;

import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.contract.bundle.Bundle;

/// An action that policy allows, of a bundle as it was surveyed. Only [Operate#judge] gives one, so
/// that nothing runs without a verdict.
public final class Permit implements Operate.Judged {
  private final Operate.Request request;
  private final Standing standing;
  private final Survey survey;
  private final Verdict.Allowed verdict;

  Permit(Operate.Request request, Standing standing, Survey survey, Verdict.Allowed verdict) {
    this.request = request;
    this.standing = standing;
    this.survey = survey;
    this.verdict = verdict;
  }

  /// What policy grants.
  public Verdict.Allowed verdict() {
    return verdict;
  }

  Operate.Request request() {
    return request;
  }

  /// How the installation stood when it was looked at.
  Standing standing() {
    return standing;
  }

  Survey survey() {
    return survey;
  }

  Bundle bundle() {
    return survey.published().bundle();
  }
}
