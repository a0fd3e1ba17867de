package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.TagMove;
import dev.lighterage.oci.model.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter tag`. JSON: `{"tag", "from"?, "to", "moved"}`.
@Command(
    name = "tag",
    header = "Let one more tag name what is in a repository already.",
    footer = "lighter tag registry.example.com/bundles/shop:v1.4.0 stable")
public final class Tag implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "What is to be named.")
  private String reference = "";

  @Parameters(index = "1", paramLabel = "TAG", description = "The new tag.")
  private String tag = "";

  @Option(names = "--keep-tags", description = "Refuse to let a tag name something else.")
  private boolean keepTags;

  public Tag(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    TagMove move =
        new Verbs(session)
            .tag()
            .run(
                new dev.lighterage.cnab.app.Tag.Request(Reference.parse(reference), tag, keepTags));
    session.console().answer(Answer.of(Json.of(move), Lines.of(move) + "\n"));
    return ExitCode.DONE;
  }
}
