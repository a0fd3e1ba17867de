package dev.lighterage.cli;

import dev.lighterage.cli.command.Version;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// The table of all commands, in the order of help.
final class Commands {
  static final List<Entry> ALL = List.of(new Entry(Group.TOOL, "version", Version::new));

  private Commands() {}

  /// Headings of `lighter --help`.
  enum Group {
    AUTHOR("Author"),
    MOVE("Move"),
    LOOK("Look before anything runs"),
    RUN("Run"),
    RUNNERS("Invocation images"),
    TOOL("Registries and the tool itself");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    String heading() {
      return heading;
    }
  }

  /// A command: where help lists it, its name, how to make it, and the commands below it.
  record Entry(
      Group group, String name, Function<Session, Callable<ExitCode>> maker, List<Entry> below) {
    Entry(Group group, String name, Function<Session, Callable<ExitCode>> maker) {
      this(group, name, maker, List.of());
    }
  }
}
