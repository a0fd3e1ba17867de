package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lighter runner`, which says what can stand below it.
@Command(
    name = "runner",
    header = "Make invocation images and look into them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"lighter runner build", "lighter runner inspect oci:runner"})
public final class RunnerGroup implements Callable<ExitCode> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public ExitCode call() {
    CommandLine line = spec.commandLine();
    throw new ParameterException(line, "a command is missing: build or inspect");
  }
}
