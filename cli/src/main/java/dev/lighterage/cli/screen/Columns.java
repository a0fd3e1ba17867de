package dev.lighterage.cli.screen;

/// How wide text is on a screen.
final class Columns {
  private Columns() {}

  /// Columns that `text` takes on a screen: none for combining marks, two for East Asian wide
  /// characters and emoji, one for all else.
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  /// `text` cut to at most `columns`, the last of which is then `…`.
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    var out = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      if (used + of(c) > columns - 1) {
        break;
      }
      out.appendCodePoint(c);
      used += of(c);
    }
    return out.append('…').toString();
  }

  private static int of(int c) {
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
