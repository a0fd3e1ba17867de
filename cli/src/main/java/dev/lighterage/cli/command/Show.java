package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter show`. JSON: `{"installation", "operations": [{"claim": claim, "results": [result…],
/// "status"}]}`, oldest first, claims and results as CNAB 400 has them.
@Command(
    name = "show",
    header = "Show what was done to an installation, and how far each step is.",
    footer = {"lighter show shop", "lighter show shop --json"})
public final class Show implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "NAME", description = "The installation.")
  private String name = "";

  public Show(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    List<Recorded> history = Histories.of(new Verbs(session).installations(), name);
    var table = new Table("CLAIM", "WHEN", "ACTION", "STATUS", "BUNDLE", "DIGEST", "MESSAGE");
    history.forEach(
        r ->
            table.row(
                r.claim().id(),
                Claims.when(r.claim()),
                r.claim().action(),
                r.status().text(),
                Claims.bundle(r.claim()),
                Claims.digest(r.claim()),
                r.last().map(Result::message).orElse("")));
    var json =
        JsonObject.builder()
            .put("installation", name)
            .put("operations", Json.array(history, Show::json))
            .build();
    Recorded last = history.getLast();
    Text head = Text.of(last.claim().bundleReference().map(r -> r + "\n\n").orElse(""));
    session.console().answer(new Answer(json, head.plus(table.text()).plus(steps(last))));
    return ExitCode.DONE;
  }

  private static Text steps(Recorded last) {
    var table = new Table("STEP", "CALL", "STATE");
    last.last()
        .ifPresent(
            result ->
                result
                    .progress()
                    .steps()
                    .forEach(
                        s ->
                            table.row(
                                s.id(),
                                s.mixin() + "." + s.operation(),
                                state(s.status(), last.status()))));
    return table.isEmpty() ? Text.empty() : Text.of("\n").plus(table.text());
  }

  /// A step that ran when its run ended runs no more.
  private static String state(StepState.Status step, Status run) {
    return step == StepState.Status.RUNNING && run.ended() ? "interrupted" : step.toString();
  }

  private static JsonObject json(Recorded recorded) {
    return JsonObject.builder()
        .put("claim", recorded.claim().toJson())
        .put("results", Json.array(recorded.results(), Result::toJson))
        .put("status", recorded.status().text())
        .build();
  }
}
