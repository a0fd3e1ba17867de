package dev.lighterage.cli.screen;

/// How the command ended, for programs. Stable: a number is never given another meaning.
///
/// `docs/exit-codes.md` and `lighter --help` print this table; a test holds them to it.
public enum ExitCode {
  DONE(0, "done"),
  UNEXPECTED(1, "a defect of lighter itself"),
  USAGE(2, "unknown command or flag, or a value missing"),
  /// Given by the launcher, before there is a Java that could give it.
  NO_JAVA(3, "no Java 25 found"),
  DENIED(4, "denied by policy; nothing was run"),
  ACTION_FAILED(5, "the bundle's action ran and failed"),
  INVALID(10, "something given breaks a rule of its format"),
  NOT_FOUND(11, "what was asked for is not there"),
  CORRUPT(12, "bytes are not what their digest or size says"),
  TOO_LARGE(13, "something from outside is over its limit"),
  UNAUTHORIZED(14, "a registry wants credentials, or others"),
  FORBIDDEN(15, "a registry refuses who asks"),
  UNREACHABLE(16, "a host cannot be reached, or stopped half-way"),
  PROTOCOL(17, "a peer answered with an error or against the protocol"),
  STORAGE(18, "disk full, read-only, or no permission"),
  BUSY(19, "somebody else holds it"),
  CONFLICT(20, "what exists contradicts what is asked"),
  UNSUPPORTED(21, "this machine, registry or file cannot do it"),
  PROGRAM(22, "a program that was started ended as it should not"),
  /// 128 + SIGINT, as shells count.
  CANCELED(130, "stopped by the user"),
  /// 128 + SIGPIPE.
  READER_GONE(141, "whoever read standard output went away");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// What the process ends with.
  public int number() {
    return number;
  }

  /// One clause for people.
  public String meaning() {
    return meaning;
  }
}
