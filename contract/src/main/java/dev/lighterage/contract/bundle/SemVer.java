package dev.lighterage.contract.bundle;

import java.util.regex.Pattern;

/// Versions as Semantic Versioning 2.0.0 writes them: `MAJOR.MINOR.PATCH`, then a pre-release after
/// `-` and build metadata after `+`, both optional.
public final class SemVer {
  private static final String NUMBER = "(?:0|[1-9][0-9]*+)";

  /// An identifier of a pre-release: a number, or a word with a letter or hyphen in it.
  private static final String IDENTIFIER =
      "(?:" + NUMBER + "(?![0-9A-Za-z-])|[0-9]*+[A-Za-z-][0-9A-Za-z-]*+)";

  /// semver.org 2.0.0, "Backus–Naur Form Grammar"; possessive, so that no text can make it slow.
  private static final Pattern GRAMMAR =
      Pattern.compile(
          NUMBER
              + ("\\." + NUMBER).repeat(2)
              + "(?:-"
              + IDENTIFIER
              + "(?:\\."
              + IDENTIFIER
              + ")*+)?"
              + "(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?");

  private SemVer() {}

  /// Whether `text` is a version; a leading `v` is not part of one.
  public static boolean isValid(String text) {
    return GRAMMAR.matcher(text).matches();
  }
}
