package dev.lighterage.oci.value;

/// Makes text from outside harmless where people read it: on a terminal, in a log, in a message.
public final class Printable {
  private Printable() {}

  /// `text` with every character that steers a terminal or turns the reading direction written as
  /// `\u001b`: C0 and C1 controls but line feed and tab, DEL, and the bidirectional controls
  /// (Unicode 16, UAX 9, table 1 and 2). Unpaired surrogates become U+FFFD.
  public static String of(String text) {
    if (text.chars().noneMatch(Printable::suspicious)) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /// The same on one line: line feed and tab are written out too.
  public static String line(String text) {
    return of(text).replace("\n", "\\n").replace("\t", "\\t");
  }

  private static void append(StringBuilder out, int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      out.append('\ufffd');
    } else if (steers(c)) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.appendCodePoint(c);
    }
  }

  private static boolean suspicious(int unit) {
    return steers(unit) || Character.isSurrogate((char) unit);
  }

  private static boolean steers(int c) {
    return (c < 0x20 && c != '\n' && c != '\t')
        || (c >= 0x7f && c < 0xa0)
        || c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
