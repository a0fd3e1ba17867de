package dev.lighterage.oci.http;

import java.util.concurrent.atomic.LongAdder;

/// Counts what one [Http] sends and receives: requests (each attempt and each hop of a redirect is
/// one), and the bytes of their bodies; headers are not counted.
public final class Traffic {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytesUp = new LongAdder();
  private final LongAdder bytesDown = new LongAdder();

  /// The counters at one moment.
  public record Snapshot(long requests, long bytesUp, long bytesDown) {
    /// What came on top of `earlier`.
    public Snapshot since(Snapshot earlier) {
      return new Snapshot(
          requests - earlier.requests, bytesUp - earlier.bytesUp, bytesDown - earlier.bytesDown);
    }
  }

  public Snapshot snapshot() {
    return new Snapshot(requests.sum(), bytesUp.sum(), bytesDown.sum());
  }

  void request() {
    requests.increment();
  }

  void up(long bytes) {
    bytesUp.add(bytes);
  }

  void down(long bytes) {
    bytesDown.add(bytes);
  }
}
