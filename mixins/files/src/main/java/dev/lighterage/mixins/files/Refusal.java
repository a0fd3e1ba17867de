package dev.lighterage.mixins.files;

/// Why nothing, or nothing more, was done.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The exit codes of this program; `mixin.json` gives their meaning.
  enum Reason {
    STORAGE(1),
    USAGE(2),
    IN_THE_WAY(3),
    NO_FOLDER(4),
    BUSY(5);

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
