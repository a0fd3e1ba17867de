package dev.lighterage.cnab.app;

import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.CredentialSource;
import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.run.Inputs;
import dev.lighterage.cnab.run.LogSink;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.Supplied;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.Hold;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Result;
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
/// Three calls, each with what the one before has verified, so that a person can be told between
/// them: [#judge] pins the bundle, reads its small documents and judges; a denial ends here.
/// [#ready] checks the inputs. [#run] writes the claim, fetches the artifacts, runs, and writes the
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
      Given given,
      Run run) {}

  /// What the user gives: parameters as written and from a file, where credentials are, and the
  /// environment that these may name.
  public record Given(
      SortedMap<String, String> parameters,
      JsonObject file,
      SortedMap<String, CredentialSource> credentials,
      Map<String, String> environment) {}

  /// How it is run: by which driver, who hears what it says, and how it is stopped.
  public record Run(Driver driver, LogSink log, Cancellation cancellation) {
    /// The same, what the run says going into the record too.
    Run heardBy(Hold hold) {
      LogSink both =
          line -> {
            hold.log(line);
            log.line(line);
          };
      return new Run(driver, both, cancellation);
    }
  }

  /// What policy said.
  public sealed interface Judged permits Denied, Permit {}

  /// Policy said no; nothing was done.
  public record Denied(Verdict.Denied verdict) implements Judged {}

  /// How it ended.
  public sealed interface Done {}

  /// The driver only showed what it would run; nothing was recorded.
  public record Shown() implements Done {}

  /// It ran; `result` is its last record.
  public record Ended(Claim claim, Result result) implements Done {}

  /// Fails with `NOT_FOUND` or `CONFLICT` when the installation is not there, or is there already,
  /// `CANCELED`, and like [Judge].
  public Judged judge(Request request) {
    try {
      return judged(request);
    } catch (Failure e) {
      throw request.run().cancellation().explain(e);
    }
  }

  private Judged judged(Request request) {
    InstallationState state = InstallationState.of(installations, request);
    Judge.Done judged =
        judge.run(
            new Judge.Request(
                state.bundle(), request.action(), request.mounts(), request.policy()));
    return switch (judged.verdict()) {
      case Verdict.Denied denied -> new Denied(denied);
      case Verdict.Allowed allowed -> new Permit(request, state, judged.survey(), allowed);
    };
  }

  /// Checks what the user gives. Fails with `UNSUPPORTED` when the driver cannot run here or an
  /// artifact is of a kind that is not known here; `INVALID` for inputs, and like [Inputs#resolve].
  public Ready ready(Permit permit) {
    Driver driver = permit.request().run().driver();
    driver.lacks().ifPresent(lack -> refuse(driver, lack));
    permit.survey().artifacts().keySet().forEach(permit.survey()::kind);
    return new Ready(permit, inputs(permit));
  }

  /// Runs it. Fails with `BUSY` when another operation holds the installation; `NOT_FOUND` or
  /// `CONFLICT` when another has changed it since the verdict; `CANCELED`, on record where it had
  /// begun, unless the driver ended the run itself; and like a store, a driver, and
  /// [Installations].
  public Done run(Ready ready) {
    Request request = ready.permit().request();
    try {
      return request.run().driver().runs() ? recorded(ready) : shown(ready);
    } catch (Failure e) {
      throw request.run().cancellation().explain(e);
    }
  }

  private Shown shown(Ready ready) {
    Permit permit = ready.permit();
    Claim claim = records.claim(ready, permit.state().steps());
    new Launch(permit, permit.request().run(), scratch).go(ready.inputs(), claim, _ -> {});
    return new Shown();
  }

  private Ended recorded(Ready ready) {
    Request request = ready.permit().request();
    try (Hold hold = installations.hold(request.installation(), request.action())) {
      InstallationState now = InstallationState.of(request, hold.last());
      ready.permit().state().requireStill(now, request.installation());
      return recorded(ready, hold, now);
    }
  }

  private static void refuse(Driver driver, String lack) {
    throw Failure.of(Failure.Kind.UNSUPPORTED, "cannot run here", "driver " + driver.name())
        .with("why", lack);
  }

  private static Inputs inputs(Permit permit) {
    Given given = permit.request().given();
    var supplied =
        new Supplied(
            given.parameters(),
            given.file(),
            permit.state().parameters(),
            permit.state().supplied(),
            given.credentials());
    return Inputs.resolve(
        permit.bundle(), permit.request().action(), supplied, given.environment());
  }

  /// `now` is how the installation stood when `hold` took it.
  private Ended recorded(Ready ready, Hold hold, InstallationState now) {
    Permit permit = ready.permit();
    Records records = this.records.under(hold);
    var record = new OperationRecord(records, hold, records.claim(ready, now.steps()), now.steps());
    Run run = permit.request().run();
    Result result;
    try {
      RunOutcome outcome =
          new Launch(permit, run.heardBy(hold), scratch)
              .go(ready.inputs(), record.claim(), record::underway);
      run.cancellation().over();
      result = record.ended(permit, outcome);
    } catch (RuntimeException e) {
      run.cancellation().over();
      RuntimeException why = run.cancellation().explain(e);
      record.broken(why);
      throw why;
    }
    record.finish(result);
    return new Ended(record.claim(), result);
  }
}
