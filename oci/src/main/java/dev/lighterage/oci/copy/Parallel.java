package dev.lighterage.oci.copy;

import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All of these, at most so many at once, on virtual threads, stopped at the first failure.
///
/// When one piece of work fails, the others are interrupted, no new one is started, and the first
/// failure is thrown as it was once all have ended; so nothing goes on behind the caller's back.
/// When the calling thread is interrupted, all are, and it fails with `CANCELED`.
public final class Parallel {
  private final int atMost;

  /// `atMost` is at least 1.
  public Parallel(int atMost) {
    if (atMost < 1) {
      throw new IllegalArgumentException("at least one at once, not " + atMost);
    }
    this.atMost = atMost;
  }

  /// Does `work` for each item.
  public <T> void each(Collection<? extends T> items, Consumer<? super T> work) {
    map(
        items,
        item -> {
          work.accept(item);
          return true;
        });
  }

  /// What `work` makes of each item, in the order of the items.
  public <T, R> List<R> map(Collection<? extends T> items, Function<? super T, ? extends R> work) {
    var run = new Run<T, R>(List.copyOf(items), work);
    run.start(Math.min(atMost, items.size()));
    return run.finish();
  }

  private static final class Run<T, R> {
    private final List<T> items;
    private final Function<? super T, ? extends R> work;
    private final List<@Nullable R> results = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    Run(List<T> items, Function<? super T, ? extends R> work) {
      this.items = items;
      this.work = work;
      items.forEach(_ -> results.add(null));
    }

    void start(int count) {
      IntStream.range(0, count).forEach(_ -> threads.add(Thread.ofVirtual().unstarted(this::pull)));
      threads.forEach(Thread::start);
    }

    private void pull() {
      for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
        if (first.get() != null) {
          return;
        }
        try {
          results.set(i, work.apply(items.get(i)));
        } catch (Throwable failed) {
          stop(failed);
          return;
        }
      }
    }

    private void stop(Throwable why) {
      if (first.compareAndSet(null, why)) {
        threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
      }
    }

    List<R> finish() {
      boolean interrupted = join();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (first.get()) {
        case null -> {}
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case Throwable other -> throw new IllegalStateException(other);
      }
      var all = new ArrayList<R>();
      for (R result : results) {
        all.add(Objects.requireNonNull(result));
      }
      return List.copyOf(all);
    }

    /// Waits for all threads, whatever happens; answers whether this one was interrupted meanwhile.
    private boolean join() {
      boolean interrupted = false;
      for (Thread thread : threads) {
        while (thread.isAlive()) {
          try {
            thread.join();
          } catch (InterruptedException e) {
            interrupted = true;
            stop(Failure.of(Failure.Kind.CANCELED, "stopped", "the work under way"));
          }
        }
      }
      return interrupted;
    }
  }
}
