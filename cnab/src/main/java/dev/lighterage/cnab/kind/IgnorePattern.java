package dev.lighterage.cnab.kind;

import java.util.Optional;
import java.util.regex.Pattern;

/// One pattern of a `.lighterignore` as a regular expression over a path.
final class IgnorePattern {
  private final String text;
  private final StringBuilder regex = new StringBuilder();
  private int at;

  IgnorePattern(String text) {
    this.text = text;
  }

  /// The expression, or empty when the pattern is not in the subset.
  Optional<String> regex() {
    if (text.startsWith("**/")) {
      regex.append("(?:.*/)?");
      at = 3;
    }
    while (at < text.length()) {
      if (!piece()) {
        return Optional.empty();
      }
    }
    return Optional.of(regex.toString());
  }

  private boolean piece() {
    char c = text.charAt(at);
    if (text.startsWith("/**/", at)) {
      regex.append("/(?:.*/)?");
      at += 4;
      return true;
    }
    if (text.startsWith("/**", at) && at + 3 == text.length()) {
      regex.append("/.+");
      at += 3;
      return true;
    }
    if (text.startsWith("**", at)) {
      return false;
    }
    at++;
    return switch (c) {
      case '*' -> add("[^/]*");
      case '?' -> add("[^/]");
      case '[' -> set();
      case '\\' -> at < text.length() && add(Pattern.quote(text.substring(at, ++at)));
      default -> add(Pattern.quote(String.valueOf(c)));
    };
  }

  private boolean add(String piece) {
    regex.append(piece);
    return true;
  }

  /// `[abc]`, `[a-z]`, `[!a-z]` and `[^a-z]`; `]` counts as a member where it is the first.
  private boolean set() {
    boolean negated = at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^');
    if (negated) {
      at++;
    }
    int begin = at;
    var members = new StringBuilder();
    while (at < text.length() && (text.charAt(at) != ']' || at == begin)) {
      if (text.startsWith("[:", at) || text.charAt(at) == '/') {
        return false;
      }
      if (text.charAt(at) == '\\') {
        at++;
      }
      if (at >= text.length()) {
        return false;
      }
      char c = text.charAt(at++);
      members.append(c == '-' && dashIsRange(begin) ? "-" : escaped(c));
    }
    if (at++ >= text.length()) {
      return false;
    }
    regex.append(negated ? "(?!/)[^" : "(?!/)[").append(members).append(']');
    return compiles();
  }

  /// A dash between two members is a range.
  private boolean dashIsRange(int begin) {
    return at - 1 > begin
        && at < text.length()
        && text.charAt(at) != ']'
        && text.charAt(at - 2) != '\\';
  }

  private static String escaped(char c) {
    return Character.isLetterOrDigit(c) || c > 0x7F ? String.valueOf(c) : "\\" + c;
  }

  private boolean compiles() {
    try {
      Pattern.compile(regex.toString());
      return true;
    } catch (java.util.regex.PatternSyntaxException _) {
      return false;
    }
  }
}
