package dev.lighterage.cli;

import dev.lighterage.cli.command.Version;
import dev.lighterage.cli.screen.Endings;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Remedies;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Where `lighter` begins: reads the command line, runs one command, tells how it ended.
public final class Main {
  private final Session session;
  private final List<String> args;

  private Main(Session session, List<String> args) {
    this.session = session;
    this.args = Lighter.plain(args);
  }

  /// The process.
  @SuppressWarnings("SystemOut") // The quick answer needs no console.
  public static void main(String[] args) {
    if (Lighter.onlyVersion(args)) {
      System.out.println(Version.line());
      System.exit((System.out.checkError() ? ExitCode.STORAGE : ExitCode.DONE).number());
    }
    var interruption = new Interruption();
    interruption.listen();
    ExitCode code = ExitCode.UNEXPECTED;
    try {
      code = run(Surroundings.ofProcess(), interruption, List.of(args));
    } finally {
      interruption.ended();
      System.exit(code.number());
    }
  }

  /// The same in a process that lives on. Catches everything: whatever happens is told in one way.
  public static ExitCode run(
      Surroundings surroundings, Interruption interruption, List<String> args) {
    try (var session = new Session(surroundings, interruption)) {
      ExitCode code;
      try {
        code = new Main(session, args).run();
      } catch (Throwable e) {
        code = new Endings(session.console()).of(e);
      }
      return code;
    } finally {
      surroundings.streams().out().flush();
      surroundings.streams().err().flush();
    }
  }

  private ExitCode run() throws Exception {
    CommandLine root = Lighter.line(session, args);
    CommandLine named = read(root).asCommandLineList().getLast();
    if (named.isUsageHelpRequested()) {
      Mistakes.requireCommand(named);
      help(named);
      return ExitCode.DONE;
    }
    if (root.<Lighter>getCommand().version) {
      return new Version(session).call();
    }
    if (named.getCommand() instanceof Callable<?> command) {
      var code = (ExitCode) command.call();
      Remedies.after(code).ifPresent(new Endings(session.console())::remedied);
      return code;
    }
    throw Mistakes.incomplete(named);
  }

  private ParseResult read(CommandLine root) {
    try {
      return root.parseArgs(args.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      session.globals().foresee(args);
      throw Mistakes.of(e);
    }
  }

  private void help(CommandLine named) {
    String text = Help.of(named, session.console().terminal().columns());
    session.console().raw(text.getBytes(StandardCharsets.UTF_8));
  }
}
