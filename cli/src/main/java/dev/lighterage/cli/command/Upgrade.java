package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `lighter upgrade`. JSON as of [Action]. Ends with 4 when policy denies it, 5 when it failed.
@Command(
    name = "upgrade",
    header = "Upgrade an installation, to another bundle or with other parameters.",
    footer = "lighter upgrade shop registry.example.com/bundles/shop:v1.5.0")
public final class Upgrade implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final Action action = new Action();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BUNDLE",
      description =
          "A reference, or a layout (default: the bundle it was last made of, by digest).")
  private @Nullable String bundle;

  public Upgrade(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    return action.run(
        session, "upgrade", Optional.ofNullable(bundle).map(b -> Places.read(session, b)));
  }
}
