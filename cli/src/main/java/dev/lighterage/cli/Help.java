package dev.lighterage.cli;

import dev.lighterage.cli.screen.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/// What `--help` prints, made from the command's own definition: nothing is written twice.
///
/// The footer of a definition is its examples, one command a line.
final class Help {
  /// Narrower cannot hold a flag and its words; wider reads badly.
  private static final int NARROWEST = 60;

  private static final int WIDEST = 100;

  private Help() {}

  /// The whole help of `line`'s command.
  static String of(CommandLine line, int columns) {
    line.setUsageHelpWidth(Math.clamp(columns, NARROWEST, WIDEST));
    line.setHelpSectionKeys(List.copyOf(sections().keySet()));
    line.setHelpSectionMap(sections());
    return line.getUsageMessage(Ansi.OFF);
  }

  private static Map<String, IHelpSectionRenderer> sections() {
    var all = new LinkedHashMap<String, IHelpSectionRenderer>();
    all.put("header", CommandLine.Help::header);
    all.put("synopsis", help -> "\nUsage: " + synopsis(help));
    all.put("description", help -> headed("", help.description()));
    all.put("parameters", help -> headed("Arguments:", help.parameterList()));
    all.put("flags", help -> headed("Flags:", options(help, false)));
    all.put("commands", Help::commands);
    all.put("globals", help -> headed("Global flags:", options(help, true)));
    all.put("examples", Help::examples);
    all.put("exit", Help::exitCodes);
    return all;
  }

  private static String headed(String heading, String body) {
    if (body.isBlank()) {
      return "";
    }
    return "\n" + (heading.isEmpty() ? "" : heading + "\n") + body;
  }

  private static String synopsis(CommandLine.Help help) {
    help.commandSpec().usageMessage().abbreviateSynopsis(true);
    return help.synopsis("Usage: ".length()).replace("[OPTIONS]", "[FLAGS]");
  }

  private static boolean isRoot(CommandLine.Help help) {
    return help.commandSpec().parent() == null;
  }

  private static String options(CommandLine.Help help, boolean global) {
    List<OptionSpec> chosen =
        help.commandSpec().options().stream()
            .filter(o -> (o.inherited() || isRoot(help)) == global)
            .toList();
    return help.optionListExcludingGroups(chosen);
  }

  private static String commands(CommandLine.Help help) {
    if (!isRoot(help)) {
      return headed("Commands:", help.commandList());
    }
    return Arrays.stream(Commands.Group.values())
        .map(group -> headed(group.heading() + ":", commands(help, group)))
        .collect(Collectors.joining());
  }

  private static String commands(CommandLine.Help help, Commands.Group group) {
    var chosen = new LinkedHashMap<String, CommandLine.Help>();
    Commands.ALL.stream()
        .filter(entry -> entry.group() == group)
        .forEach(entry -> chosen.put(entry.name(), help.allSubcommands().get(entry.name())));
    return chosen.isEmpty() ? "" : help.commandList(chosen);
  }

  private static String examples(CommandLine.Help help) {
    String[] lines = help.commandSpec().usageMessage().footer();
    return headed(
        lines.length == 1 ? "Example:" : "Examples:",
        Arrays.stream(lines).map(l -> "  " + l + "\n").collect(Collectors.joining()));
  }

  private static String exitCodes(CommandLine.Help help) {
    if (!isRoot(help)) {
      return "\nExit codes: lighter --help.\n";
    }
    return headed(
        "Exit codes:",
        Arrays.stream(ExitCode.values())
            .map(code -> String.format("  %3d  %s%n", code.number(), code.meaning()))
            .collect(Collectors.joining()));
  }
}
