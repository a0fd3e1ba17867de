package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `lighter install`. JSON as of [Action]. Ends with 4 when policy denies it, 5 when it failed.
@Command(
    name = "install",
    header = "Install a bundle under a name.",
    footer = {
      "lighter install shop registry.example.com/bundles/shop:v1.4.0 -p size=3",
      "lighter install shop registry.example.com/bundles/shop:v1.4.0 --mount ./data:/data"
    })
public final class Install implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final Action action = new Action();

  @Parameters(
      index = "1",
      paramLabel = "BUNDLE",
      description = "A reference, or a layout: oci:FOLDER[:TAG].")
  private String bundle = "";

  public Install(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    return action.run(session, "install", Optional.of(Places.read(session, bundle)));
  }
}
