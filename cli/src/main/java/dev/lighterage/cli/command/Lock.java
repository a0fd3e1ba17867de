package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Relock;
import dev.lighterage.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter lock`. JSON: `{"file", "changes": [{"part", "from"?, "to", "follows"}]}`.
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
                    c.now().follows().toString(),
                    c.before().map(b -> b.descriptor().digest().brief()).orElse("-"),
                    c.now().descriptor().digest().brief()));
    if (table.isEmpty()) {
      session.console().note("nothing moved");
    }
    session.console().answer(new Answer(json(done), table.text()));
    return ExitCode.DONE;
  }

  private static JsonObject json(Relock.Done done) {
    return JsonObject.builder()
        .put("file", done.file().toString())
        .put("changes", Json.array(done.changes(), Lock::json))
        .build();
  }

  private static JsonObject json(Relock.Change change) {
    var json = JsonObject.builder().put("part", change.part());
    change.before().ifPresent(b -> json.put("from", b.descriptor().digest().toString()));
    return json.put("to", change.now().descriptor().digest().toString())
        .put("follows", change.now().follows().toString())
        .build();
  }
}
