package dev.lighterage.dist;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// One run's stop at a [Gate]: counts what passes, and from its moment on lets nothing more
/// through.
final class Hold {
  private final Optional<Moment> moment;
  private final Map<Moment.Kind, AtomicInteger> passed = new EnumMap<>(Moment.Kind.class);
  private final CompletableFuture<Boolean> reached = new CompletableFuture<>();
  private final CountDownLatch released = new CountDownLatch(1);

  Hold(Optional<Moment> moment) {
    this.moment = moment;
    for (Moment.Kind kind : Moment.Kind.values()) {
      passed.put(kind, new AtomicInteger());
    }
  }

  static Hold never() {
    return new Hold(Optional.empty());
  }

  /// Done when the moment is there.
  CompletableFuture<Boolean> reached() {
    return reached;
  }

  /// Ends every connection that is held.
  void release() {
    released.countDown();
  }

  /// One more request or answer; holds when it is the one.
  void at(Moment.Kind kind) throws IOException {
    int ordinal = count(kind);
    if (moment.filter(m -> m.kind() == kind && m.ordinal() == ordinal).isPresent()) {
      reach();
    }
  }

  /// One more large body begins; where in it to hold, or never. A body after the one that is meant
  /// does not begin at all, so that something is always left to be moved.
  long bodyStopsAt(Moment.Kind kind, long size) throws IOException {
    int ordinal = count(kind);
    if (moment.isEmpty() || moment.get().kind() != kind) {
      return Long.MAX_VALUE;
    }
    if (ordinal > moment.get().ordinal()) {
      await();
    }
    return ordinal == moment.get().ordinal() ? moment.get().offset(size) : Long.MAX_VALUE;
  }

  /// The moment: says so, then waits for the end.
  void reach() throws IOException {
    reached.complete(true);
    await();
  }

  private int count(Moment.Kind kind) {
    AtomicInteger counter = passed.get(kind);
    if (counter == null) {
      throw new IllegalStateException("no counter for " + kind);
    }
    return counter.getAndIncrement();
  }

  private void await() throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    throw new IOException("held until its end");
  }
}
