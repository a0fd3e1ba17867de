package dev.lighterage.oci.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes only when told: waiting is written down and moves it on at once.
public final class TestTime {
  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
  private final Instant start = Instant.parse("2026-11-01T00:00:00Z");

  public Timing timing() {
    return new Timing(this::now, nanos::get, this::waitFor, new SplittableRandom(42));
  }

  public Instant now() {
    return start.plusNanos(nanos.get());
  }

  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void waitFor(Duration time) {
    waits.add(time);
    pass(time);
  }

  /// Every wait so far.
  public List<Duration> waits() {
    return List.copyOf(waits);
  }

  /// Settings with this time and nothing special.
  public HttpSettings settings() {
    return HttpSettings.ordinary().withTiming(timing());
  }
}
