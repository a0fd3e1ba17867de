package dev.lighterage.cli.screen;

/// Whoever read standard output has gone, as `head` does when it has enough. Nothing failed, and
/// nobody is left to be told.
public final class ReaderGone extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ReaderGone() {
    super("nobody reads standard output any more");
  }
}
