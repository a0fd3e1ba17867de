package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `lighter upgrade`. JSON as of [Action]. Ends with 4 when policy denies it, 5 when it failed.
@Command(
    name = "upgrade",
    header = "Upgrade an installation, to another bundle or with other parameters.",
    footer = "lighter upgrade shop registry.example.com/bundles/shop:v1.5.0")
public final class Upgrade implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final Action action = new Action();
  @Mixin private final OptionalBundle bundle = new OptionalBundle();

  public Upgrade(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    return action.run(session, "upgrade", bundle.place(session));
  }
}
