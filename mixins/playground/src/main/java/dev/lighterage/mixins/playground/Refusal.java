package dev.lighterage.mixins.playground;

/// Why the pretend cloud did not do what it was asked.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The exit codes of this program; `mixin.json` gives their meaning.
  enum Reason {
    STORAGE(1),
    USAGE(2),
    EXISTS(3),
    NOT_FOUND(4),
    BAD_SOURCE(5),
    TOLD_TO_FAIL(6),
    BUSY(7);

    private final int exitCode;

    Reason(int exitCode) {
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }
  }

  private final Reason reason;

  Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
