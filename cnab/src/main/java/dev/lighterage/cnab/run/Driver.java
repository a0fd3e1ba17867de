package dev.lighterage.cnab.run;

import java.util.Optional;

/// A way to run an invocation image. It gets everything as one value and answers one value, and
/// does not assume that the run sees this machine's disk.
public interface Driver {
  /// The name by which `--driver` chooses it.
  String name();

  /// Whether it really runs the image; one that only shows what would be run leaves no record.
  boolean runs();

  /// What this machine lacks to run anything, in one line, asked without running the image; empty
  /// when nothing is missing.
  Optional<String> lacks();

  /// Runs the image's run tool to its end. An exit code other than 0 is an outcome and no failure.
  ///
  /// Failures: those of reading the image and the inputs, `INVALID` for a destination that the
  /// image has already, `UNSUPPORTED` for what this machine cannot do, `STORAGE`, `CANCELED` when
  /// the run was to stop before its run tool was started.
  RunOutcome run(RunRequest request);
}
