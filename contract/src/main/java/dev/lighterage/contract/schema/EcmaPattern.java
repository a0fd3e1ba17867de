package dev.lighterage.contract.schema;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of ECMA-262, as JSON Schema uses them, run by Java's engine.
///
/// What the two read differently is rewritten: `$` (Java's lets a line end follow), `[` and `&&`
/// inside a class (Java's nest and intersect), `[]` and `[^]` (nothing and anything). Expressions
/// come from bundles that strangers wrote, so matching stops after a number of steps; a match that
/// was stopped has failed.
final class EcmaPattern {
  /// Characters looked at during one match; above any honest expression on a value of some kB, and
  /// well below a second.
  private static final int MAX_STEPS = 5_000_000;

  private final Pattern pattern;

  private EcmaPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  static EcmaPattern compile(String text) {
    return new EcmaPattern(Pattern.compile(translate(text)));
  }

  /// Why `text` is no expression; empty when it is one.
  static Optional<String> problem(String text) {
    try {
      compile(text);
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(e.getDescription());
    }
  }

  /// Whether a part of `text` matches, as JSON Schema means `pattern`.
  boolean finds(String text) {
    try {
      Matcher matcher = pattern.matcher(new Counted(text, new AtomicInteger(MAX_STEPS)));
      return matcher.find();
    } catch (TooManySteps | StackOverflowError tooHard) {
      return false;
    }
  }

  private static String translate(String text) {
    var out = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        out.append(c).append(text.charAt(++i));
      } else if (!inClass && text.startsWith("[^]", i)) {
        out.append("[\\s\\S]");
        i += 2;
      } else if (!inClass && text.startsWith("[]", i)) {
        out.append("(?!)");
        i++;
      } else if (inClass && (c == '[' || (c == '&' && text.startsWith("&&", i)))) {
        out.append('\\').append(c);
      } else {
        inClass = c == '[' || (inClass && c != ']');
        out.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
      }
    }
    return out.toString();
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /// Text that counts how often it is looked at; `left` is shared by its parts.
  private record Counted(CharSequence text, AtomicInteger left) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (left.getAndDecrement() == 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
