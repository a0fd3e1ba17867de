package dev.lighterage.cli.screen;

/// The command line says something that is not understood: thrown while flags are read, before
/// anything is done. Ends with [ExitCode#USAGE].
public final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /// `what` is wrong; `hint` is a sentence or empty.
  public Usage(String what, String hint) {
    super(what);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
