package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.value.Failure;

/// Where something stands in a file: line and column count from 1, columns in code points.
///
/// Written `file:line:column`, as compilers do and editors follow.
public record Position(String file, int line, int column) {

  /// A failure of kind [Failure.Kind#INVALID] about what stands here.
  public Failure invalid(String what) {
    return Failure.of(Failure.Kind.INVALID, what, toString());
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
