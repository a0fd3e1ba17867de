package dev.lighterage.contract.bundle;

/// A place in a bundle definition that breaks a [Rule].
///
/// `rule` is the rule's id, `path` a JSON path in the definition, `why` a clause that says what is
/// wrong there.
public record Finding(String rule, Level level, String path, String why) {
  /// How grave it is: a definition with an `ERROR` is refused, a `WARNING` is for its author.
  public enum Level {
    ERROR,
    WARNING
  }

  @Override
  public String toString() {
    return path + ": " + why + " [" + rule + "]";
  }
}
