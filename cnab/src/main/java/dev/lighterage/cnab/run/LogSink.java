package dev.lighterage.cnab.run;

/// Gets what the run prints, line by line, as it prints. Called by one thread at a time. One that
/// throws is not called again.
@FunctionalInterface
public interface LogSink {
  void line(Stream stream, String text);

  /// Which of its streams a line came on ([103.2]).
  enum Stream {
    OUT,
    ERR
  }
}
