package dev.lighterage.cli.screen;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Printable;
import java.io.PrintStream;
import java.time.InstantSource;

/// The two streams of a command: the answer to standard output, the talk to standard error.
///
/// Standard output carries nothing but the answer, so that it can be piped; with `--json` that is
/// one JSON document. Safe for several threads: talk never breaks into a progress bar.
public final class Console {
  private final Streams streams;
  private final Terminal terminal;
  private final Mode mode;
  private final Progress progress;

  /// Where to write, both UTF-8.
  public record Streams(PrintStream out, PrintStream err) {}

  /// What the global flags ask for: the answer as JSON, no notes and no progress, stack traces.
  public record Mode(boolean json, boolean quiet, boolean debug) {}

  public Console(Streams streams, Terminal terminal, Mode mode, InstantSource clock) {
    this.streams = streams;
    this.terminal = terminal;
    this.mode = mode;
    this.progress = new Progress(streams.err(), terminal, mode.quiet(), clock);
  }

  public Mode mode() {
    return mode;
  }

  public Terminal terminal() {
    return terminal;
  }

  /// Transfers and their bars.
  public Progress progress() {
    return progress;
  }

  /// Prints what the command was asked for. Fails with [Failure.Kind#STORAGE] when standard output
  /// does not take it: a full disk must not look like success.
  public void answer(Answer answer) {
    if (mode.json()) {
      write(jsonText(answer));
    } else {
      write(answer.text().render(terminal.out() && terminal.colour()));
    }
  }

  /// The same for an answer that is not made for people: bytes that somebody wants as they are.
  public void answer(JsonObject json, byte[] bytes) {
    if (mode.json()) {
      answer(Answer.of(json, ""));
    } else {
      raw(bytes);
    }
  }

  /// Prints bytes as they are; on a terminal they are made harmless first, and end with a line.
  public void raw(byte[] bytes) {
    progress.clear();
    if (terminal.out()) {
      String text = Printable.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
      write(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
      return;
    }
    streams.out().write(bytes, 0, bytes.length);
    requireWritten();
  }

  private String jsonText(Answer answer) {
    String pretty = Json.pretty(answer.json()) + "\n";
    // Only inside strings can such a character stand, and there \\uXXXX means the same to a reader.
    return terminal.out() ? Printable.of(pretty) : pretty;
  }

  private void write(String text) {
    progress.clear();
    streams.out().print(text);
    requireWritten();
  }

  private void requireWritten() {
    if (streams.out().checkError()) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write", "standard output");
    }
  }

  /// Says what goes on, on a line of its own; silent with `--quiet`.
  public void note(String line) {
    note(Text.of(line));
  }

  /// The same in styles.
  public void note(Text line) {
    if (!mode.quiet()) {
      talk(line);
    }
  }

  /// Says what a person should know though it stops nothing; printed with `--quiet` too.
  public void warn(String line) {
    talk(Text.of(Style.CAREFUL, "warning: ").plus(line));
  }

  /// Passes on a line that a program printed.
  public void relay(String line) {
    if (!mode.quiet()) {
      talk(Text.of(line));
    }
  }

  /// A line that `--debug` asked for.
  public void trace(String line) {
    talk(Text.of(Style.FAINT, line));
  }

  /// Says what went wrong.
  void complain(Text lines) {
    talk(lines);
  }

  private void talk(Text line) {
    String rendered = line.line().render(terminal.err() && terminal.colour());
    progress.interrupt(() -> streams.err().print(rendered));
    streams.err().flush();
  }
}
