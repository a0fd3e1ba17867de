package dev.lighterage.cli;

import dev.lighterage.cli.screen.Usage;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in our words what the reader of the command line found wrong.
final class Mistakes {
  /// More than these do not help to choose.
  private static final int SUGGESTIONS = 1;

  private Mistakes() {}

  static Usage of(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String help = "See " + line.getCommandSpec().qualifiedName() + " --help.";
    if (e instanceof UnmatchedArgumentException unmatched) {
      return new Usage(unmatched(unmatched), suggestions(unmatched) + help);
    }
    if (e instanceof MissingParameterException) {
      return new Usage(missing(String.valueOf(e.getMessage())), help);
    }
    String message = String.valueOf(e.getMessage()).replaceFirst("\\boption\\b", "flag");
    return new Usage(Character.toLowerCase(message.charAt(0)) + message.substring(1), help);
  }

  /// Fails where `line`, whose help is asked for, was read no further because what follows is no
  /// command below it. Arguments too many of a command itself do not keep its help away.
  static void requireCommand(CommandLine line) {
    List<String> unknown = line.getUnmatchedArguments();
    if (!unknown.isEmpty() && !line.getSubcommands().isEmpty()) {
      throw of(new UnmatchedArgumentException(line, unknown));
    }
  }

  /// A command that only holds others was called without one.
  static Usage incomplete(CommandLine line) {
    return new Usage(
        "no command given",
        "Commands: "
            + String.join(", ", line.getSubcommands().keySet())
            + ". See "
            + line.getCommandSpec().qualifiedName()
            + " --help.");
  }

  /// `Missing required parameters: 'NAME', 'BUNDLE'` as the synopsis has them: `missing: NAME
  /// BUNDLE`. The exception itself names the first alone.
  private static String missing(String message) {
    return "missing" + message.substring(message.indexOf(": ")).replaceAll("[',]", "");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String first = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      return "unknown flag: " + first;
    }
    boolean takesCommand = !e.getCommandLine().getSubcommands().isEmpty();
    return (takesCommand ? "unknown command: " : "one argument too many: ") + first;
  }

  private static String suggestions(UnmatchedArgumentException e) {
    List<String> near = e.getSuggestions().stream().limit(SUGGESTIONS).toList();
    return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "? ";
  }
}
