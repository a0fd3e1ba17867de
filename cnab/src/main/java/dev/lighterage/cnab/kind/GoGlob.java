package dev.lighterage.cnab.kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pattern as Go's `path/filepath.Match` reads it: `*` any run without `/`, `?` one character but
/// `/`, `[a-z]` and `[^a-z]` one character of a class (here `/` may match), `\c` the character
/// itself. Source: Go 1.26, path/filepath/match.go; Unix rules on every system.
final class GoGlob {
  private final List<Token> tokens;

  private GoGlob(List<Token> tokens) {
    this.tokens = tokens;
  }

  private sealed interface Token {}

  private record Star() implements Token {}

  private record AnyOne() implements Token {}

  private record Literal(int c) implements Token {}

  private record OneOf(boolean negated, List<Range> ranges) implements Token {}

  private record Range(int low, int high) {}

  /// The pattern, or empty where it is malformed. Go says `ErrBadPattern` then, but sees only as
  /// far as it has to look; here it never depends on a name.
  static Optional<GoGlob> parse(String text) {
    var parser = new Parser(text.codePoints().toArray());
    return parser.tokens().map(GoGlob::new);
  }

  /// Whether all of `name` fits.
  boolean matches(String name) {
    return matches(name.codePoints().toArray());
  }

  /// Goes along the name; where it fails after a star, the last star takes one character more.
  private boolean matches(int[] name) {
    int token = 0;
    int at = 0;
    int starToken = -1;
    int starAt = 0;
    while (at < name.length || token < tokens.size()) {
      if (token < tokens.size() && tokens.get(token) instanceof Star) {
        starToken = token++;
        starAt = at;
      } else if (token < tokens.size() && at < name.length && fits(tokens.get(token), name[at])) {
        token++;
        at++;
      } else if (starToken >= 0 && starAt < name.length && name[starAt] != '/') {
        token = starToken + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Token token, int c) {
    return switch (token) {
      case Star _ -> false;
      case AnyOne _ -> c != '/';
      case Literal literal -> literal.c == c;
      case OneOf set -> set.negated != set.ranges.stream().anyMatch(r -> r.low <= c && c <= r.high);
    };
  }

  /// Reads a pattern from its beginning to its end.
  private static final class Parser {
    private final int[] text;
    private int at;

    Parser(int[] text) {
      this.text = text;
    }

    Optional<List<Token>> tokens() {
      var all = new ArrayList<Token>();
      while (at < text.length) {
        int c = text[at++];
        Optional<? extends Token> token =
            switch (c) {
              case '*' -> Optional.of(new Star());
              case '?' -> Optional.of(new AnyOne());
              case '[' -> oneOf();
              case '\\' ->
                  at < text.length ? Optional.of(new Literal(text[at++])) : Optional.empty();
              default -> Optional.of(new Literal(c));
            };
        if (token.isEmpty()) {
          return Optional.empty();
        }
        all.add(token.get());
      }
      return Optional.of(List.copyOf(all));
    }

    private Optional<OneOf> oneOf() {
      boolean negated = at < text.length && text[at] == '^';
      if (negated) {
        at++;
      }
      var ranges = new ArrayList<Range>();
      while (at < text.length && (text[at] != ']' || ranges.isEmpty())) {
        Optional<Integer> low = bound();
        Optional<Integer> high = low;
        if (low.isPresent() && at < text.length && text[at] == '-') {
          at++;
          high = bound();
        }
        if (low.isEmpty() || high.isEmpty()) {
          return Optional.empty();
        }
        ranges.add(new Range(low.get(), high.get()));
      }
      if (at++ >= text.length) {
        return Optional.empty();
      }
      return Optional.of(new OneOf(negated, List.copyOf(ranges)));
    }

    /// One end of a range; `-` and `]` must be escaped, and something must follow.
    private Optional<Integer> bound() {
      if (at >= text.length || text[at] == '-' || text[at] == ']') {
        return Optional.empty();
      }
      if (text[at] == '\\') {
        at++;
      }
      return at < text.length
          ? Optional.of(text[at++]).filter(_ -> at < text.length)
          : Optional.empty();
    }
  }
}
