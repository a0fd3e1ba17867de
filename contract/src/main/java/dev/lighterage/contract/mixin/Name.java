package dev.lighterage.contract.mixin;

import dev.lighterage.oci.value.Failure;
import java.util.regex.Pattern;

/// Names inside a mixin: of itself, its operations, inputs, files and outputs.
///
/// A letter, then letters, digits, `_` and `-`, at most 64 in all: without a dot, so that
/// `mixin.operation` and `${outputs.STEP.NAME}` can be read in one way only. Ours.
final class Name {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private Name() {}

  /// `text` if it is a name; fails with [Failure.Kind#INVALID] at `path` otherwise.
  static String require(String text, String path) {
    if (!GRAMMAR.matcher(text).matches()) {
      throw Failure.of(Failure.Kind.INVALID, "not a name", path)
          .with("found", text)
          .with("expected", "a letter, then letters, digits, _ and -, at most 64");
    }
    return text;
  }
}
