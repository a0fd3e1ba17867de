package dev.lighterage.oci.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads one `WWW-Authenticate` header by the grammar of RFC 9110:
///
/// ```
/// WWW-Authenticate = #challenge                                           (11.6.1)
/// challenge        = auth-scheme [ 1*SP ( token68 / #auth-param ) ]       (11.3)
/// auth-param       = token BWS "=" BWS ( token / quoted-string )          (11.2)
/// ```
///
/// A comma may part two parameters or two challenges: a token is a parameter's name when an equals
/// sign follows and a scheme when none does. Lists may have empty elements (5.6.1.2).
final class ChallengeReader {
  /// Ours: a header of a registry has three.
  private static final int MAX_PARAMETERS = 64;

  private final String text;
  private int at;

  ChallengeReader(String text) {
    this.text = text;
  }

  List<Challenge> read() {
    var all = new ArrayList<Challenge>();
    skipSeparators();
    while (at < text.length()) {
      Challenge next = challenge();
      if (next == null) {
        return all;
      }
      all.add(next);
      skipSeparators();
    }
    return all;
  }

  private @Nullable Challenge challenge() {
    String scheme = token().toLowerCase(Locale.ROOT);
    if (scheme.isEmpty()) {
      return null;
    }
    int afterScheme = at;
    skipSpaces();
    if (at == afterScheme) {
      return atEndOfElement() ? new Challenge(scheme, Optional.empty(), new TreeMap<>()) : null;
    }
    int begin = at;
    String token68 = token68();
    if (!token68.isEmpty() && atEndOfElement()) {
      return new Challenge(scheme, Optional.of(token68), new TreeMap<>());
    }
    at = begin;
    var parameters = new TreeMap<String, String>();
    return parameters(parameters) ? new Challenge(scheme, Optional.empty(), parameters) : null;
  }

  /// Reads parameters up to the next scheme; `false` when the grammar is broken.
  private boolean parameters(Map<String, String> into) {
    while (true) {
      skipSeparators();
      int begin = at;
      String name = token().toLowerCase(Locale.ROOT);
      skipSpaces();
      if (!take('=')) {
        // A scheme, or the end; what is neither is found by whoever reads on.
        at = begin;
        return true;
      }
      skipSpaces();
      String value = peek() == '"' ? quoted() : nonEmpty(token());
      // A name may occur only once (11.2): two values would be read by two readers in two ways.
      if (name.isEmpty() || value == null || into.put(name, value) != null) {
        return false;
      }
      if (into.size() > MAX_PARAMETERS || !atEndOfElement()) {
        return false;
      }
    }
  }

  private static @Nullable String nonEmpty(String text) {
    return text.isEmpty() ? null : text;
  }

  /// quoted-string, 5.6.4; `null` when it does not end.
  private @Nullable String quoted() {
    var out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      if (c < ' ' && c != '\t') {
        return null;
      }
      out.append(c);
    }
    return null;
  }

  /// token, 5.6.2; empty when none stands here.
  private String token() {
    int begin = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    return text.substring(begin, at);
  }

  private static boolean isTokenCharacter(char c) {
    return isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  /// token68, 11.2.
  private String token68() {
    int begin = at;
    while (at < text.length()
        && (isAlphanumeric(text.charAt(at)) || "-._~+/".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    if (at > begin) {
      while (peek() == '=') {
        at++;
      }
    }
    return text.substring(begin, at);
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpaces() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private void skipSeparators() {
    while (peek() == ' ' || peek() == '\t' || peek() == ',') {
      at++;
    }
  }

  /// Whether nothing but spaces stands before the next comma or the end; moves over the spaces.
  private boolean atEndOfElement() {
    skipSpaces();
    return at >= text.length() || text.charAt(at) == ',';
  }
}
