package dev.lighterage.cli.screen;

import java.util.Map;

/// What the two output streams lead to: whether each is a terminal, how wide it is, and whether
/// colour is wanted there.
///
/// The launcher finds this out with `[ -t 1 ]`, `[ -t 2 ]` and `stty size` and passes it as system
/// properties, since asking from Java costs 15 ms at every start and cannot tell the two streams
/// apart. Without a launcher nothing is a terminal.
public record Terminal(boolean out, boolean err, int columns, boolean colour) {
  /// Columns where the width is not known.
  public static final int COLUMNS = 80;

  /// Neither stream is a terminal.
  public static Terminal none() {
    return new Terminal(false, false, COLUMNS, false);
  }

  /// From the launcher's `lighter.terminal` (a list of `out`, `err`) and `lighter.columns`, and
  /// from `NO_COLOR` (no-color.org: set and not empty) and `TERM=dumb`, which is as good as none
  /// for progress.
  public static Terminal of(Map<String, String> properties, Map<String, String> environment) {
    String streams = properties.getOrDefault("lighter.terminal", "");
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        streams.contains("out"),
        streams.contains("err") && !dumb,
        columns(properties.getOrDefault("lighter.columns", "")),
        !dumb && !noColour);
  }

  /// The same without colour.
  public Terminal colourless() {
    return new Terminal(out, err, columns, false);
  }

  private static int columns(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Math.max(20, Integer.parseInt(text)) : COLUMNS;
  }
}
