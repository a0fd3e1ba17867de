package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// How time passes: the clock for dates, a monotonic one in nanoseconds for what takes how long, a
/// way to wait, and the random for jitter.
public record Timing(
    InstantSource clock, LongSupplier nanos, Consumer<Duration> sleep, RandomGenerator random) {

  /// The machine's own.
  public static Timing real() {
    return new Timing(
        InstantSource.system(), System::nanoTime, Timing::sleepFor, new SharedRandom());
  }

  private static void sleepFor(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(Failure.Kind.CANCELED, "interrupted", "waiting to try again").because(e);
    }
  }

  /// Each thread's own generator, so that the record may be shared by threads.
  private static final class SharedRandom implements RandomGenerator {
    @Override
    public long nextLong() {
      return ThreadLocalRandom.current().nextLong();
    }
  }
}
