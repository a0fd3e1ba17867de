package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.policy.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter judge`. JSON: the verdict, as docs/policy.md has it. Ends with 4 for a denial.
@Command(
    name = "judge",
    header = "Say what policy says of a bundle, without running anything.",
    footer = {
      "lighter judge registry.example.com/bundles/shop:v1.4.0",
      "lighter judge registry.example.com/bundles/shop:v1.4.0 --mount ./data:/data --json"
    })
public final class Judge implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final Grants grants = new Grants();

  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "A reference, or a layout: oci:FOLDER[:TAG].")
  private String bundle = "";

  @Option(
      names = "--action",
      paramLabel = "NAME",
      defaultValue = "install",
      description = "The action asked for (default: ${DEFAULT-VALUE}).")
  private String action = "install";

  public Judge(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    var done =
        new Verbs(session)
            .judge()
            .run(
                new dev.lighterage.cnab.app.Judge.Request(
                    Places.read(session, bundle),
                    action,
                    grants.mounts(session),
                    grants.policy(session)));
    done.survey().notes().forEach(session.console()::warn);
    session.console().answer(new Answer(done.verdict().toJson(), Verdicts.text(done.verdict())));
    return switch (done.verdict()) {
      case Verdict.Allowed _ -> ExitCode.DONE;
      case Verdict.Denied _ -> ExitCode.DENIED;
    };
  }
}
