package dev.lighterage.contract.mixin;

/// Where an output of an operation is found after its program ended with a good exit code.
public sealed interface OutputRule {
  /// The content of a file at `path`, which the program writes.
  record FromFile(String path) implements OutputRule {}

  /// The value that `pointer` (RFC 6901) selects in the program's standard output, read as JSON.
  record FromStdout(String pointer) implements OutputRule {}
}
