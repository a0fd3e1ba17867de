package dev.lighterage.runtool;

import java.util.Optional;

/// What the run tool's exit code says.
///
/// 0 is success, 126, 127 and 128+n are the POSIX shell's (CNAB [103.2]). A step's program that
/// failed gives its own code. Source: docs/run-contract.md, "Exit codes"; 120 and 121 lie above the
/// codes that programs and sysexits.h use.
final class Exit {
  static final int DONE = 0;

  /// Something is missing or not granted; nothing was started and nothing changed.
  static final int REFUSED = 120;

  /// The run tool could not complete a step whose program did not itself fail.
  static final int INCOMPLETE = 121;

  /// The program is there and cannot be executed.
  static final int NOT_EXECUTABLE = 126;

  /// The program is not there.
  static final int NOT_FOUND = 127;

  /// SIGTERM, when it is not known which signal it was.
  static final int TERMINATED = 128 + 15;

  private Exit() {}

  /// What `code` of a program says to people: its meaning in the descriptor, else the shell's.
  static String words(int code, Optional<String> meaning) {
    String plain =
        switch (code) {
          case NOT_EXECUTABLE -> "the program cannot be executed";
          case NOT_FOUND -> "a program was not found";
          default -> code > 128 ? "ended by signal " + (code - 128) : "";
        };
    String words = meaning.orElse(plain);
    return "exit code " + code + (words.isEmpty() ? "" : ": " + words);
  }
}
