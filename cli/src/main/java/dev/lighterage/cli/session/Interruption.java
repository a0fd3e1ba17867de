package dev.lighterage.cli.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The user's wish to stop (Ctrl-C, TERM), and what is to be done about it.
///
/// Where nothing else was said the thread that works is interrupted. Work that has to be ended in
/// another way says so with [#during]: a run ends its processes, a server closes its socket. The
/// process then waits until the command has told its ending, at most [#PATIENCE].
public final class Interruption {
  /// Above what a run gives its processes between TERM and KILL, so that its record is written.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Thread worker = Thread.currentThread();
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean requested;

  /// Ends what [Interruption#during] began.
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /// Lets INT and TERM of this process come here. The virtual machine then ends with 128 and the
  /// signal's number, whatever the command answers.
  public void listen() {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("interruption")
                .unstarted(
                    () -> {
                      if (ended.getCount() > 0) {
                        request();
                        awaitEnd();
                      }
                    }));
  }

  /// Whether the user has asked to stop.
  public synchronized boolean requested() {
    return requested;
  }

  /// Runs `stop` when the user asks, instead of interrupting the worker, until the scope is closed;
  /// at once if the user has asked already. `stop` is called from another thread and must return
  /// soon.
  public Scope during(Runnable stop) {
    synchronized (this) {
      stops.push(stop);
      if (!requested) {
        return () -> leave(stop);
      }
    }
    stop.run();
    return () -> leave(stop);
  }

  private synchronized void leave(Runnable stop) {
    stops.remove(stop);
  }

  /// What a signal does.
  public void request() {
    Runnable stop;
    synchronized (this) {
      requested = true;
      stop = stops.isEmpty() ? worker::interrupt : stops.peek();
    }
    stop.run();
  }

  /// The command has told its ending: nothing is to be stopped any more.
  public void ended() {
    ended.countDown();
  }

  private void awaitEnd() {
    try {
      boolean _ = ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
