package dev.lighterage.cli.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter help`, the same as `--help` behind the command's name. It is read before the command
/// line is, so this class only says what it is.
@Command(
    name = "help",
    header = "Show the help of a command.",
    footer = {"lighter help", "lighter help runner build"})
public final class ShowHelp {
  @SuppressWarnings("UnusedVariable") // Its help is all that anybody reads of it.
  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which (default: all of them).")
  private List<String> command = List.of();
}
