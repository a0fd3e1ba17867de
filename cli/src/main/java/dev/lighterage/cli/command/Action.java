package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Operate;
import dev.lighterage.cnab.app.Permit;
import dev.lighterage.cnab.app.Place;
import dev.lighterage.cnab.app.Ready;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.DriverSettings;
import dev.lighterage.cnab.run.Drivers;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What install, upgrade and uninstall share: flags, one call of the verb, and its ending.
///
/// JSON: `{"installation", "action", "verdict": verdict}`, unless denied `"plan": [{"id", "call",
/// "artifacts": [NAME…], "leftOut"?: WHY}]`, and, when it ran, `"claim": ID, "revision", "status",
/// "message", "exitCode"?, "steps": [{"id", "status"}], "outputs": [NAME…]`.
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

  ExitCode run(Session session, String action, Optional<Place> bundle) {
    // It interrupts this thread too, until there is a run to be ended in its own way.
    var cancellation = new Cancellation();
    try (var _ = session.interruption().during(cancellation::cancel)) {
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

  private static DriverSettings settings(Session session) {
    return new DriverSettings(
        session.folders().cache(), session.surroundings().streams().err(), DriverSettings.GRACE);
  }

  /// What is granted is said before anything runs.
  private static ExitCode judged(Session session, Operate.Request request) {
    Operate operate = new Verbs(session).operate();
    return switch (operate.judge(request)) {
      case Operate.Denied(var verdict) -> {
        session
            .console()
            .answer(new Answer(json(request, verdict).build(), Verdicts.text(verdict)));
        yield ExitCode.DENIED;
      }
      case Permit permit -> {
        Verdicts.before(permit, request.action()).forEach(session.console()::note);
        Ready ready = operate.ready(permit);
        ready.notes().forEach(session.console()::warn);
        yield told(session, request, json(request, permit), operate.run(ready));
      }
    };
  }

  private static ExitCode told(
      Session session, Operate.Request request, JsonObject.Builder json, Operate.Done done) {
    return switch (done) {
      case Operate.Shown _ -> {
        session.console().answer(Answer.of(json.build(), ""));
        yield ExitCode.DONE;
      }
      case Operate.Ended ended -> {
        session.console().answer(new Answer(json(json, ended), text(request, ended)));
        yield code(ended.result());
      }
    };
  }

  private static JsonObject.Builder json(Operate.Request request, Verdict verdict) {
    return JsonObject.builder()
        .put("installation", request.installation())
        .put("action", request.action())
        .put("verdict", verdict.toJson());
  }

  private static JsonObject.Builder json(Operate.Request request, Permit permit) {
    return json(request, permit.verdict()).put("plan", Json.array(permit.plan(), Action::json));
  }

  private static JsonObject json(Permit.Planned step) {
    var json =
        JsonObject.builder()
            .put("id", step.act().id())
            .put("call", step.act().call())
            .put("artifacts", JsonArray.ofStrings(step.act().artifacts()));
    step.leftOut().ifPresent(why -> json.put("leftOut", why));
    return json.build();
  }

  private static ExitCode code(Result result) {
    return switch (result.status()) {
      case SUCCEEDED -> ExitCode.DONE;
      case CANCELED -> ExitCode.CANCELED;
      case FAILED, PENDING, RUNNING, UNKNOWN -> ExitCode.ACTION_FAILED;
    };
  }

  private static Text text(Operate.Request request, Operate.Ended ended) {
    Result result = ended.result();
    Text all =
        Text.of(
            request.installation() + ": " + request.action() + " " + result.status().text() + "\n");
    if (!result.message().isEmpty()) {
      all = all.plus(result.message() + "\n");
    }
    if (result.status() != Status.SUCCEEDED) {
      var table = new Table("STEP", "CALL", "STATE");
      result
          .progress()
          .steps()
          .forEach(s -> table.row(s.id(), s.mixin() + "." + s.operation(), s.status().toString()));
      all = all.plus(table.text());
    }
    return result.outputs().isEmpty()
        ? all
        : all.plus("outputs: " + String.join(", ", result.outputs().keySet()) + "\n");
  }

  private static JsonObject json(JsonObject.Builder json, Operate.Ended ended) {
    Result result = ended.result();
    json.put("claim", ended.claim().id())
        .put("revision", ended.claim().revision())
        .put("status", result.status().text())
        .put("message", result.message());
    result.progress().exitCode().ifPresent(code -> json.put("exitCode", code));
    return json.put(
            "steps",
            Json.array(
                result.progress().steps(),
                s ->
                    JsonObject.builder()
                        .put("id", s.id())
                        .put("status", s.status().toString())
                        .build()))
        .put("outputs", JsonArray.ofStrings(result.outputs().keySet()))
        .build();
  }
}
