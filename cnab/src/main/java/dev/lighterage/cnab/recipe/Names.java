package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import java.util.regex.Pattern;

/// The names that an author gives.
final class Names {
  /// A component's name is a folder in the run and, by default, the last part of a repository:
  /// distribution-spec 1.1, one part of `<name>`.
  static final Form COMPONENT =
      new Form(
          Pattern.compile("(?=.{1,63}$)[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"),
          "lower-case letters and digits, joined by . _ or -, at most 63");

  /// Parameters and credentials are named on command lines and in placeholders. [101.41] wishes for
  /// names as of variables; the specification's own examples are wider.
  static final Form VALUE =
      new Form(
          Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"),
          "letters, digits, _ . and -, at most 128");

  /// An output is also a file's name below `/cnab/app/outputs`.
  static final Form OUTPUT =
      new Form(
          Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,127}"),
          "letters, digits, _ and -, at most 128");

  /// [101.51] wishes for dotted names; a plain word is what people write.
  static final Form ACTION =
      new Form(
          Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,127}"),
          "a letter, then letters, digits, . and -, at most 128");

  static final Form STEP =
      new Form(
          Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
          "letters, digits, . _ and -, at most 64");

  /// `mixin.operation`; the grammar of both is the descriptor's.
  static final Form CALL =
      new Form(
          Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}\\.[A-Za-z][A-Za-z0-9_-]{0,63}"),
          "<mixin>.<operation>");

  /// POSIX, "Environment Variable Definition".
  static final Form VARIABLE =
      new Form(Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}"), "letters, digits and _");

  private Names() {}

  /// A grammar and its words.
  record Form(Pattern grammar, String words) {

    /// `name` if it fits; fails with `INVALID` at `at` otherwise.
    String require(String name, Position at) {
      if (!grammar.matcher(name).matches()) {
        throw at.invalid("not a name for this").with("found", name).with("expected", words);
      }
      return name;
    }
  }
}
