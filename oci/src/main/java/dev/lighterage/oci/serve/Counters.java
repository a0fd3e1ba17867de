package dev.lighterage.oci.serve;

import dev.lighterage.oci.json.JsonObject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a registry has been asked since it started: in all, and for each repository by name.
///
/// Requests are those below `/v2/`; bytes are those of bodies, without headers, as they passed.
/// JSON: `{"total": {"requests": n, "bytesIn": n, "bytesOut": n}, "repositories": {NAME: {…the
/// same}}}`.
public record Counters(Count total, SortedMap<String, Count> repositories) {
  /// Requests, bytes of their bodies, bytes of the answers' bodies.
  public record Count(long requests, long bytesIn, long bytesOut) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count more) {
      return new Count(requests + more.requests, bytesIn + more.bytesIn, bytesOut + more.bytesOut);
    }

    JsonObject toJson() {
      return JsonObject.builder()
          .put("requests", requests)
          .put("bytesIn", bytesIn)
          .put("bytesOut", bytesOut)
          .build();
    }
  }

  /// What `repository` was asked; zeros when it was not.
  public Count of(String repository) {
    return repositories.getOrDefault(repository, Count.NONE);
  }

  public JsonObject toJson() {
    var each = JsonObject.builder();
    repositories.forEach((name, count) -> each.put(name, count.toJson()));
    return JsonObject.builder()
        .put("total", total.toJson())
        .put("repositories", each.build())
        .build();
  }

  /// Counts as things happen; safe for many threads.
  static final class Meter {
    private final Map<String, Count> repositories = new TreeMap<>();
    private Count total = Count.NONE;

    /// Adds to the total and, when `repository` is not empty, to its own count.
    synchronized void add(String repository, Count more) {
      total = total.plus(more);
      if (!repository.isEmpty()) {
        repositories.merge(repository, more, Count::plus);
      }
    }

    synchronized Counters read() {
      return new Counters(total, new TreeMap<>(repositories));
    }
  }
}
