package dev.lighterage.cli;

import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A command that ran in this process: what it ended with and what it printed.
public record Ran(ExitCode code, String out, String err) {

  /// The surroundings of a command: a home of its own, no terminal, a clock that stands.
  public record With(Path home, Map<String, String> environment, String in) {
    public With environment(String name, String value) {
      var more = new HashMap<>(environment);
      more.put(name, value);
      return new With(home, more, in);
    }

    public With in(String text) {
      return new With(home, environment, text);
    }

    public Ran run(String... args) {
      return run(new Interruption(), args);
    }

    public Ran run(Interruption interruption, String... args) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      var streams = new Console.Streams(utf8(out), utf8(err));
      var surroundings =
          new Surroundings(
              environment,
              Map.of("user.home", home.toString()),
              home,
              new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
              streams,
              Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC));
      ExitCode code = Main.run(surroundings, interruption, List.of(args));
      return new Ran(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
      return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
  }

  public static With at(Path home) {
    return new With(home, Map.of("HOME", home.toString()), "");
  }
}
