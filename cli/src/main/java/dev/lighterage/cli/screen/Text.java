package dev.lighterage.cli.screen;

import dev.lighterage.oci.value.Printable;
import java.util.ArrayList;
import java.util.List;

/// Text for people: stretches in a style each. Lines end in `\n`.
///
/// Whatever a stretch holds may come from outside: control characters are neutralised when it is
/// rendered, so that only styles given here can steer a terminal.
public record Text(List<Stretch> stretches) {
  private static final Text EMPTY = new Text(List.of());

  /// One run of characters in one style.
  record Stretch(Style style, String characters) {}

  public Text {
    stretches = List.copyOf(stretches);
  }

  public static Text empty() {
    return EMPTY;
  }

  public static Text of(String characters) {
    return of(Style.PLAIN, characters);
  }

  public static Text of(Style style, String characters) {
    return new Text(List.of(new Stretch(style, characters)));
  }

  public Text plus(String characters) {
    return plus(Style.PLAIN, characters);
  }

  public Text plus(Style style, String characters) {
    return plus(of(style, characters));
  }

  public Text plus(Text more) {
    var all = new ArrayList<>(stretches);
    all.addAll(more.stretches);
    return new Text(all);
  }

  /// This text and a line break.
  public Text line() {
    return plus("\n");
  }

  /// The same with line feeds and tabs written out, so that it stays on one line.
  Text oneLine() {
    return new Text(
        stretches.stream().map(s -> new Stretch(s.style, Printable.line(s.characters))).toList());
  }

  /// Columns that this takes on a screen, as one line.
  int width() {
    return stretches.stream().mapToInt(s -> Columns.of(Printable.of(s.characters))).sum();
  }

  /// The characters to print, harmless, with SGR sequences where `colour` is wanted.
  public String render(boolean colour) {
    var out = new StringBuilder();
    for (Stretch stretch : stretches) {
      String harmless = Printable.of(stretch.characters);
      out.append(colour ? stretch.style.around(harmless) : harmless);
    }
    return out.toString();
  }
}
