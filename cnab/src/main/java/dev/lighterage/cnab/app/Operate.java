package dev.lighterage.cnab.app;

import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.CredentialSource;
import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.run.Inputs;
import dev.lighterage.cnab.run.LogSink;
import dev.lighterage.cnab.run.Outputs;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.Supplied;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.Hold;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// `install`, `upgrade`, `uninstall`: an action of a bundle on an installation.
///
/// In this order, each with what the one before has verified: pin the bundle, read its small
/// documents, judge; a denial ends here. Then the inputs, the claim, the artifacts, the run, the
/// result. Until the verdict no layer is read, no record written, no credential of the bundle read
/// and no process started.
public final class Operate {
  private final Judge judge;
  private final Installations installations;
  private final Records records;
  private final Path scratch;

  /// `scratch` is a folder for what a run needs on this machine's disk; each run removes its own.
  public Operate(Judge judge, Installations installations, Records records, Path scratch) {
    this.judge = judge;
    this.installations = installations;
    this.records = records;
    this.scratch = scratch;
  }

  /// What is asked for. Without `bundle` it is the one that the installation was made of, by its
  /// digest.
  public record Request(
      String action,
      String installation,
      Optional<Place> bundle,
      List<Mount> mounts,
      Policy policy,
      Gift gift,
      Run run) {

    /// The same, what the run says going into the record too.
    Request heardBy(Hold hold) {
      LogSink both =
          (stream, line) -> {
            hold.log(line);
            run.log().line(stream, line);
          };
      return new Request(
          action,
          installation,
          bundle,
          mounts,
          policy,
          gift,
          new Run(run.driver(), both, run.cancellation()));
    }
  }

  /// What the user gives: parameters as written and from a file, where credentials are, and the
  /// environment that these may name.
  public record Gift(
      SortedMap<String, String> parameters,
      JsonObject file,
      SortedMap<String, CredentialSource> credentials,
      Map<String, String> environment) {}

  /// How it is run: by which driver, who hears what it says, and how it is stopped.
  public record Run(Driver driver, LogSink log, Cancellation cancellation) {}

  /// How it ended.
  public sealed interface Done {
    Judge.Done judged();
  }

  /// Policy said no; nothing was done.
  public record Denied(Judge.Done judged, Verdict.Denied verdict) implements Done {}

  /// The driver only showed what it would run; nothing was recorded.
  public record Shown(Judge.Done judged, Inputs inputs) implements Done {}

  /// It ran; `result` is its last record.
  public record Ended(Judge.Done judged, Inputs inputs, Claim claim, Result result)
      implements Done {}

  /// Fails with `NOT_FOUND` or `CONFLICT` when the installation is not there, or is there already;
  /// `BUSY` when another operation holds it; `UNSUPPORTED` when the driver cannot run here;
  /// `INVALID` for inputs; and like [Judge], a store, a driver, and [Installations].
  public Done run(Request request) {
    Standing standing = Standing.of(installations, request);
    Judge.Done judged =
        judge.run(
            new Judge.Request(
                standing.bundle(), request.action(), request.mounts(), request.policy()));
    return switch (judged.verdict()) {
      case Verdict.Denied denied -> new Denied(judged, denied);
      case Verdict.Allowed allowed -> allowed(request, standing, new Permit(judged, allowed));
    };
  }

  /// A bundle that may run, and as what.
  record Permit(Judge.Done judged, Verdict.Allowed verdict) {
    Survey survey() {
      return judged.survey();
    }

    Bundle bundle() {
      return survey().published().bundle();
    }
  }

  private Done allowed(Request request, Standing standing, Permit permit) {
    Driver driver = request.run().driver();
    driver.lacks().ifPresent(lack -> refuse(driver, lack));
    Inputs inputs = inputs(request, standing, permit);
    if (!driver.runs()) {
      Claim claim = records.claim(request, permit, inputs, standing.steps());
      voyage(request, permit).go(inputs, claim, _ -> {});
      return new Shown(permit.judged(), inputs);
    }
    try (Hold hold = installations.hold(request.installation(), request.action())) {
      Standing now = Standing.of(request, hold.before());
      return recorded(request, permit, inputs, new Log(hold, now));
    }
  }

  private static void refuse(Driver driver, String lack) {
    throw Failure.of(Failure.Kind.UNSUPPORTED, "cannot run here", "driver " + driver.name())
        .with("why", lack);
  }

  private static Inputs inputs(Request request, Standing standing, Permit permit) {
    var supplied =
        new Supplied(
            request.gift().parameters(),
            request.gift().file(),
            standing.parameters(),
            standing.supplied(),
            request.gift().credentials());
    return Inputs.resolve(
        permit.bundle(), request.action(), supplied, request.gift().environment());
  }

  private Voyage voyage(Request request, Permit permit) {
    return new Voyage(request, permit, scratch);
  }

  /// The installation while it is held, and how it stood when it was taken.
  private record Log(Hold hold, Standing standing) {}

  private Done recorded(Request request, Permit permit, Inputs inputs, Log log) {
    Hold hold = log.hold();
    Claim claim = records.claim(request, permit, inputs, log.standing().steps());
    hold.begin(claim, records.running(claim, log.standing().steps()));
    Result result;
    try {
      RunOutcome outcome =
          voyage(request.heardBy(hold), permit)
              .go(inputs, claim, report -> hold.record(records.underway(claim, report)));
      Outputs outputs = Outputs.of(permit.bundle(), request.action(), outcome);
      result = records.result(claim, outcome, outputs, hold);
    } catch (RuntimeException e) {
      hold.record(records.broken(claim, e, log.standing().steps()));
      throw e;
    }
    hold.record(result);
    return new Ended(permit.judged(), inputs, claim, result);
  }
}
