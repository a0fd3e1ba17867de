package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `lighter uninstall`. JSON as of [Action]. Ends with 4 when policy denies it, 5 when it failed.
@Command(
    name = "uninstall",
    header = "Uninstall what was installed under a name.",
    footer = "lighter uninstall shop")
public final class Uninstall implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final Action action = new Action();
  @Mixin private final OptionalBundle bundle = new OptionalBundle();

  public Uninstall(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    return action.run(session, "uninstall", bundle.place(session));
  }
}
