package dev.lighterage.oci.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Ends exchanges in which nothing moves any more.
///
/// `HttpRequest.timeout` ends at the headers on JDK 25, so a body that stops half-way would be
/// waited for without end. One virtual thread looks at all watches four times a second and lives
/// only while there are any.
final class Watchdog {
  private static final Duration TICK = Duration.ofMillis(250);

  private final LongSupplier nanos;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private boolean running;

  Watchdog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// A watch that is not armed yet; `onStall` runs at most once, on the watchdog's thread.
  Watch watch(Runnable onStall) {
    var watch = new Watch(onStall);
    watches.add(watch);
    synchronized (lock) {
      if (!running) {
        running = true;
        Thread.ofVirtual().name("lighterage-watchdog").start(this::run);
      }
    }
    return watch;
  }

  private void run() {
    while (true) {
      LockSupport.parkNanos(TICK.toNanos());
      watches.forEach(Watch::look);
      synchronized (lock) {
        if (watches.isEmpty()) {
          running = false;
          return;
        }
      }
    }
  }

  /// Watches one wait at a time: armed when it begins, disarmed when it is over.
  final class Watch implements AutoCloseable {
    private final Runnable onStall;
    private long deadline;
    private boolean armed;
    private boolean stalled;

    private Watch(Runnable onStall) {
      this.onStall = onStall;
    }

    synchronized void arm(Duration limit) {
      deadline = nanos.getAsLong() + limit.toNanos();
      armed = true;
    }

    synchronized void disarm() {
      armed = false;
    }

    /// Whether a wait took too long; stays so.
    synchronized boolean stalled() {
      return stalled;
    }

    private void look() {
      synchronized (this) {
        if (!armed || stalled || nanos.getAsLong() - deadline < 0) {
          return;
        }
        stalled = true;
      }
      onStall.run();
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
