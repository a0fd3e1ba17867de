package dev.lighterage.cli.screen;

/// Makes text from outside harmless to a terminal, and knows how wide text is there.
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

  /// Columns that `text` takes on a screen: none for combining marks, two for East Asian wide
  /// characters and emoji, one for all else.
  static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  /// `text` cut to at most `columns`, the last of which is then `…`.
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    var out = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      if (used + width(c) > columns - 1) {
        break;
      }
      out.appendCodePoint(c);
      used += width(c);
    }
    return out.append('…').toString();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return wide(c) ? 2 : 1;
  }

  /// The blocks of Unicode's EastAsianWidth.txt that are W or F nearly throughout.
  private static boolean wide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }
}
