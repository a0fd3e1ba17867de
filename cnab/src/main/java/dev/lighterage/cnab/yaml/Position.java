package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.value.Failure;
import java.util.Map;
import java.util.function.Supplier;

/// Where something stands in a file: line and column count from 1, columns in code points.
///
/// Written `file:line:column`, as compilers do and editors follow.
public record Position(String file, int line, int column) {

  /// A failure of kind [Failure.Kind#INVALID] about what stands here.
  public Failure invalid(String what) {
    return Failure.of(Failure.Kind.INVALID, what, toString());
  }

  /// What `reading` gives; when it fails, the failure is about this position and keeps its kind,
  /// its words and its facts, what it was about as fact `found`.
  public <T> T of(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Failure e) {
      Failure here =
          Failure.of(e.kind(), e.what(), toString()).because(e).with("found", e.subject());
      for (Map.Entry<String, String> fact : e.facts().entrySet()) {
        here = here.with(fact.getKey(), fact.getValue());
      }
      throw here;
    }
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
