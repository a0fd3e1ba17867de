package dev.lighterage.cnab.run;

/// Gets what the run prints, line by line, as it prints: both of its streams in the order in which
/// their lines were written. Called by one thread at a time. One that throws is not called again.
@FunctionalInterface
public interface LogSink {
  void line(String text);
}
