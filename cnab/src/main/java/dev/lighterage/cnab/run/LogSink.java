package dev.lighterage.cnab.run;

/// Gets what the run prints, line by line, as it prints: both of its streams in the order in which
/// their lines were written. Called by one thread at a time. One that throws is not called again.
@FunctionalInterface
public interface LogSink {
  void line(String text);

  /// Where a line that is longer than a log's may be cut: at most `length`, more than 0. `bytes`
  /// are its first `length` bytes; what stands behind the cut comes with the rest of the line.
  default int cut(byte[] bytes, int length) {
    return length;
  }
}
