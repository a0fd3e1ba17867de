package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Relock;
import dev.lighterage.cnab.recipe.Locked;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter lock`. JSON: `{"file", "written", "lookedUp": [PART…], "changes": [{"part", "from"?,
/// "to"?, "followed"?, "follows"?}]}`: what a part was and is, and which reference it followed and
/// follows; the former are absent for a new part, the latter for one that is gone.
@Command(
    name = "lock",
    header = "Look up what the recipe's references name, and write lighter.lock.",
    description =
        "What is locked already stays, unless its line in the recipe changed, or it is named here:"
            + " a tag that moved is picked up on purpose and never by accident.",
    footer = {"lighter lock", "lighter lock runner redis", "lighter lock --all"})
public final class Lock implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final RecipeFile recipe = new RecipeFile();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Look these up again: runner, or components.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "Look everything up again.")
  private boolean all;

  public Lock(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Relock.Done done =
        new Verbs(session)
            .relock()
            .run(new Relock.Request(recipe.path(session), List.copyOf(names), all));
    var table = new Table("PART", "FOLLOWS", "WAS", "IS");
    done.changes()
        .forEach(
            c ->
                table.row(
                    c.part(),
                    c.now().map(now -> now.follows().toString()).orElse("-"),
                    brief(c.before()),
                    brief(c.now())));
    session.console().note(summary(done));
    session.console().answer(new Answer(json(done), table.text()));
    return ExitCode.DONE;
  }

  private static String brief(Optional<Locked> locked) {
    return locked.map(l -> l.descriptor().digest().brief()).orElse("-");
  }

  private static String summary(Relock.Done done) {
    if (done.written()) {
      String refollowed =
          done.changes().stream()
              .filter(Relock.Change::refollows)
              .map(c -> c.part() + " now follows " + c.now().orElseThrow().follows())
              .collect(Collectors.joining(", "));
      return "wrote " + done.file() + (refollowed.isEmpty() ? "" : ": " + refollowed);
    }
    return done.lookedUp().isEmpty()
        ? "kept as locked, nothing looked up; NAME or --all looks up again"
        : "looked up " + String.join(", ", done.lookedUp()) + ": nothing moved";
  }

  private static JsonObject json(Relock.Done done) {
    return JsonObject.builder()
        .put("file", done.file().toString())
        .put("written", done.written())
        .put("lookedUp", JsonArray.ofStrings(done.lookedUp()))
        .put("changes", Json.array(done.changes(), Lock::json))
        .build();
  }

  private static JsonObject json(Relock.Change change) {
    var json = JsonObject.builder().put("part", change.part());
    change.before().ifPresent(b -> json.put("from", b.descriptor().digest().toString()));
    change.now().ifPresent(n -> json.put("to", n.descriptor().digest().toString()));
    change.before().ifPresent(b -> json.put("followed", b.follows().toString()));
    change.now().ifPresent(n -> json.put("follows", n.follows().toString()));
    return json.build();
  }
}
