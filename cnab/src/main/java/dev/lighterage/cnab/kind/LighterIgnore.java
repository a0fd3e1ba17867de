package dev.lighterage.cnab.kind;

import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which files of a folder stay out of its artifact: `.lighterignore` at its top, a subset of git's
/// ignore files (gitignore(5)) with the same meaning.
///
/// A line is a pattern; trailing spaces are cut; empty lines and those that begin with `#` say
/// nothing. `*` is any run without `/`, `?` one character but `/`, `[a-z]` and `[!a-z]` one of a
/// class, `\c` the character itself. A pattern with a `/` at its beginning or in its middle is held
/// against the path from the top, every other one against the last name. `/` at the end fits
/// folders only. `**/` at the beginning, `/**` at the end and `/**/` in the middle are any folders.
/// `!` at the beginning takes in again what an earlier line left out; the last line that fits
/// decides. What lies in a folder that stays out cannot be taken in again.
///
/// Not in the subset, and refused: character classes by name (`[:alpha:]`), and `**` elsewhere.
/// `.git`, the ignore file itself and our own files ([OwnFiles]) always stay out.
final class LighterIgnore {
  static final String FILE = ".lighterignore";
  private static final String GIT = ".git";

  /// In bytes.
  static final int LIMIT = 1 << 20;

  private final List<Rule> rules;

  private record Rule(Pattern pattern, boolean takesIn, boolean foldersOnly, boolean wholePath) {

    boolean fits(String path, boolean folder) {
      String subject = wholePath ? path : path.substring(path.lastIndexOf('/') + 1);
      return (folder || !foldersOnly) && pattern.matcher(subject).matches();
    }
  }

  private LighterIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  /// Reads the text of an ignore file, empty when there is none; fails with `INVALID` at
  /// `subject:line`.
  static LighterIgnore read(String subject, String text) {
    var rules = new ArrayList<Rule>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String at = subject + ":" + (i + 1);
      String line =
          i == 0 && lines.get(0).startsWith("\uFEFF") ? lines.get(0).substring(1) : lines.get(i);
      rule(at, line).ifPresent(rules::add);
    }
    return new LighterIgnore(List.copyOf(rules));
  }

  private static Optional<Rule> rule(String at, String line) {
    String text = trimmed(line);
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    boolean takesIn = text.startsWith("!");
    text = takesIn ? text.substring(1) : text;
    boolean foldersOnly = text.endsWith("/");
    text = foldersOnly ? text.substring(0, text.length() - 1) : text;
    boolean wholePath = text.contains("/");
    text = text.startsWith("/") ? text.substring(1) : text;
    if (text.isEmpty()) {
      throw invalid(at, line);
    }
    String regex = new IgnorePattern(text).regex().orElseThrow(() -> invalid(at, line));
    return Optional.of(new Rule(Pattern.compile(regex), takesIn, foldersOnly, wholePath));
  }

  /// Trailing spaces are cut unless the last one is escaped.
  private static String trimmed(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  /// Whether `path`, with `/` and relative to the top, stays out; its folders did not.
  boolean ignores(String path, boolean folder) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(GIT) || path.equals(FILE) || OwnFiles.has(path, folder)) {
      return true;
    }
    boolean out = false;
    for (Rule rule : rules) {
      if (rule.fits(path, folder)) {
        out = !rule.takesIn;
      }
    }
    return out;
  }

  private static Failure invalid(String at, String line) {
    return Failure.of(Failure.Kind.INVALID, "not a pattern of " + FILE, at).with("found", line);
  }
}
