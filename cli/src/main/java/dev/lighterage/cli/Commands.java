package dev.lighterage.cli;

import dev.lighterage.cli.command.Build;
import dev.lighterage.cli.command.Copy;
import dev.lighterage.cli.command.Init;
import dev.lighterage.cli.command.Inspect;
import dev.lighterage.cli.command.Install;
import dev.lighterage.cli.command.Judge;
import dev.lighterage.cli.command.ListInstallations;
import dev.lighterage.cli.command.Lock;
import dev.lighterage.cli.command.Login;
import dev.lighterage.cli.command.Logout;
import dev.lighterage.cli.command.Logs;
import dev.lighterage.cli.command.Outputs;
import dev.lighterage.cli.command.Pull;
import dev.lighterage.cli.command.Push;
import dev.lighterage.cli.command.RunnerBuild;
import dev.lighterage.cli.command.RunnerGroup;
import dev.lighterage.cli.command.RunnerInspect;
import dev.lighterage.cli.command.Serve;
import dev.lighterage.cli.command.Show;
import dev.lighterage.cli.command.ShowHelp;
import dev.lighterage.cli.command.Tag;
import dev.lighterage.cli.command.Uninstall;
import dev.lighterage.cli.command.Upgrade;
import dev.lighterage.cli.command.Version;
import dev.lighterage.cli.session.Session;
import java.util.List;
import java.util.function.Function;

/// The table of all commands, in the order of help.
final class Commands {
  static final List<Entry> ALL =
      List.of(
          new Entry(Group.AUTHOR, "init", Init::new),
          new Entry(Group.AUTHOR, "build", Build::new),
          new Entry(Group.AUTHOR, "lock", Lock::new),
          new Entry(Group.AUTHOR, "push", Push::new),
          new Entry(Group.MOVE, "pull", Pull::new),
          new Entry(Group.MOVE, "copy", Copy::new),
          new Entry(Group.MOVE, "tag", Tag::new),
          new Entry(Group.LOOK, "inspect", Inspect::new),
          new Entry(Group.LOOK, "judge", Judge::new),
          new Entry(Group.RUN, "install", Install::new),
          new Entry(Group.RUN, "upgrade", Upgrade::new),
          new Entry(Group.RUN, "uninstall", Uninstall::new),
          new Entry(Group.RUN, "list", ListInstallations::new),
          new Entry(Group.RUN, "show", Show::new),
          new Entry(Group.RUN, "outputs", Outputs::new),
          new Entry(Group.RUN, "logs", Logs::new),
          new Entry(
              Group.RUNNERS,
              "runner",
              _ -> new RunnerGroup(),
              List.of(
                  new Entry(Group.RUNNERS, "build", RunnerBuild::new),
                  new Entry(Group.RUNNERS, "inspect", RunnerInspect::new))),
          new Entry(Group.TOOL, "serve", Serve::new),
          new Entry(Group.TOOL, "login", Login::new),
          new Entry(Group.TOOL, "logout", Logout::new),
          new Entry(Group.TOOL, "help", _ -> new ShowHelp()),
          new Entry(Group.TOOL, "version", Version::new));

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

  /// A command: where help lists it, its name, how to make it, and the commands below it. One that
  /// can be called by itself is a `Callable<ExitCode>`; another only holds those below.
  record Entry(Group group, String name, Function<Session, ?> maker, List<Entry> below) {
    Entry(Group group, String name, Function<Session, ?> maker) {
      this(group, name, maker, List.of());
    }
  }
}
