package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Operate;
import dev.lighterage.cnab.app.Permit;
import dev.lighterage.cnab.app.Place;
import dev.lighterage.cnab.app.Ready;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.DriverSettings;
import dev.lighterage.cnab.run.Drivers;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What install, upgrade and uninstall share: flags, the calls of the verb, and its ending. JSON as
/// of [ActionAnswer].
final class Action {
  @Parameters(index = "0", paramLabel = "NAME", description = "The installation.")
  private String name = "";

  @Mixin private final Grants grants = new Grants();
  @Mixin private final InputFlags inputs = new InputFlags();

  @Option(
      names = "--driver",
      paramLabel = "NAME",
      defaultValue = "namespaces",
      description =
          "How to run it: namespaces, or debug, which only shows (default: ${DEFAULT-VALUE}).")
  private String driver = "namespaces";

  private final List<JsonObject> shown = new ArrayList<>();

  ExitCode run(Session session, String action, Optional<Place> bundle) {
    // It interrupts this thread too, until there is a run to be ended in its own way.
    var cancellation = new Cancellation();
    try (var _ = session.interruption().during(() -> stop(session.console(), cancellation))) {
      var request =
          new Operate.Request(
              action,
              name,
              bundle,
              grants.mounts(session),
              grants.policy(session),
              inputs.given(session),
              new Operate.Run(
                  Drivers.named(driver, settings(session)),
                  session.console()::relay,
                  cancellation));
      return judged(session, request);
    }
  }

  private static void stop(Console console, Cancellation cancellation) {
    console.note(
        "stopping: what runs has %d seconds to end".formatted(DriverSettings.GRACE.toSeconds()));
    cancellation.cancel();
  }

  private DriverSettings settings(Session session) {
    return new DriverSettings(session.folders().cache(), shown::add, DriverSettings.GRACE);
  }

  /// What is granted is said before anything runs.
  private ExitCode judged(Session session, Operate.Request request) {
    Operate operate = new Verbs(session).operate();
    return switch (operate.judge(request)) {
      case Operate.Denied(var verdict) -> {
        session.console().answer(ActionAnswer.denied(request, verdict));
        yield ExitCode.DENIED;
      }
      case Permit permit -> {
        Verdicts.before(permit, request.action()).forEach(session.console()::note);
        Ready ready = operate.ready(permit);
        ready.notes().forEach(session.console()::warn);
        yield told(session.console(), new ActionAnswer(request, permit), operate.run(ready));
      }
    };
  }

  private ExitCode told(Console console, ActionAnswer answer, Operate.Done done) {
    return switch (done) {
      case Operate.Shown _ -> {
        console.answer(answer.shown(shown.getLast()));
        yield ExitCode.DONE;
      }
      case Operate.Ended ended -> {
        console.answer(answer.ended(ended));
        yield code(ended.result());
      }
    };
  }

  private static ExitCode code(Result result) {
    return switch (result.status()) {
      case SUCCEEDED -> ExitCode.DONE;
      case CANCELED -> ExitCode.CANCELED;
      case FAILED, PENDING, RUNNING, UNKNOWN -> ExitCode.ACTION_FAILED;
    };
  }
}
