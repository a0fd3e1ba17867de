package dev.lighterage.cli.screen;

/// How a stretch of text looks where colour is wanted; elsewhere nothing shows.
///
/// The numbers are ECMA-48 SGR parameters. Meaning never rests on colour alone.
public enum Style {
  PLAIN(""),
  STRONG("1"),
  FAINT("2"),
  BAD("31"),
  GOOD("32"),
  CAREFUL("33");

  private final String sgr;

  Style(String sgr) {
    this.sgr = sgr;
  }

  String around(String text) {
    return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[0m";
  }
}
