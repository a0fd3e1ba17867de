package dev.lighterage.cli;

import dev.lighterage.cli.session.Globals;
import dev.lighterage.cli.session.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `lighter` itself: global flags, and one command below.
@Command(
    name = "lighter",
    header = "Author, publish, judge and run bundles whose artifacts stand apart.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "lighter init shop",
      "lighter push -f shop registry.example.com/bundles/shop:v1.4.0",
      "lighter inspect registry.example.com/bundles/shop:v1.4.0",
      "lighter install shop registry.example.com/bundles/shop:v1.4.0"
    })
final class Lighter {
  /// Global flags that take a value, which is not to be mistaken for the command's name.
  private static final List<String> WITH_VALUE =
      List.of("--plain-http", "--ca-file", "--token-service");

  @Mixin final Globals globals;

  @Option(names = "--version", description = "Print the version and end.")
  boolean version;

  private Lighter(Globals globals) {
    this.globals = globals;
  }

  /// The model of the command line. Reading all commands' classes takes longer than most commands
  /// do, so where `args` name one, only that one is there; help and mistakes see all.
  static CommandLine line(Session session, List<String> args) {
    var line = new CommandLine(new Lighter(session.globals()));
    Optional<Commands.Entry> named = named(args);
    named.map(List::of).orElse(Commands.ALL).forEach(entry -> add(line, entry, session));
    settings(line);
    return line;
  }

  private static void add(CommandLine parent, Commands.Entry entry, Session session) {
    var line = new CommandLine(entry.maker().apply(session));
    entry.below().forEach(below -> add(line, below, session));
    parent.addSubcommand(entry.name(), line);
  }

  private static Optional<Commands.Entry> named(List<String> args) {
    return firstWord(args)
        .flatMap(i -> Commands.ALL.stream().filter(e -> e.name().equals(args.get(i))).findFirst());
  }

  /// Where the first argument stands that is neither a flag nor a flag's value.
  private static Optional<Integer> firstWord(List<String> args) {
    for (int i = 0; i < args.size(); i++) {
      if (WITH_VALUE.contains(args.get(i))) {
        i++;
      } else if (!args.get(i).startsWith("-")) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /// `help COMMAND` as `COMMAND --help`, which it means; all else as it is.
  static List<String> plain(List<String> args) {
    Optional<Integer> word = firstWord(args).filter(i -> args.get(i).equals("help"));
    if (word.isEmpty() || args.contains("--help") || args.contains("-h")) {
      return args;
    }
    var plain = new ArrayList<>(args);
    plain.remove(word.get().intValue());
    plain.add("--help");
    return List.copyOf(plain);
  }

  private static void settings(CommandLine line) {
    // An argument is taken as it is: no @file, no quotes taken off, no abbreviations that another
    // version would read otherwise.
    line.setExpandAtFiles(false);
    line.setTrimQuotes(false);
    line.setAbbreviatedOptionsAllowed(false);
    line.setOverwrittenOptionsAllowed(false);
    line.setAllowSubcommandsAsOptionParameters(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// Whether `args` ask for nothing but the version.
  static boolean onlyVersion(String[] args) {
    return Arrays.equals(args, new String[] {"--version"})
        || Arrays.equals(args, new String[] {"version"});
  }
}
