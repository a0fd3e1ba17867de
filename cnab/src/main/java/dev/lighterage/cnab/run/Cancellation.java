package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.util.Optional;

/// The user's wish to stop an operation, made once, from any thread.
///
/// Until something says [#onCancel] how it is ended, the thread that works is interrupted: what is
/// fetched or unpacked then stops. A driver ends the run tool and everything that it started,
/// gracefully first; the outcome says that it was canceled.
public final class Cancellation {
  private final Thread worker = Thread.currentThread();
  private Optional<Runnable> action = Optional.empty();
  private boolean requested;
  private boolean interrupted;

  /// For work that the calling thread does.
  public Cancellation() {}

  public void cancel() {
    Runnable now;
    synchronized (this) {
      if (requested) {
        return;
      }
      requested = true;
      if (action.isEmpty()) {
        interrupted = true;
        worker.interrupt();
        return;
      }
      now = action.get();
    }
    now.run();
  }

  public synchronized boolean requested() {
    return requested;
  }

  /// Fails with `CANCELED` when the wish was made.
  void requireNone() {
    if (requested()) {
      throw stopped();
    }
  }

  /// From here on the wish is met by `action` alone, at once if it was made already, and interrupts
  /// nobody; an interrupt that it has sent and nothing has met yet is taken back. To be called by
  /// the thread that works.
  public void onCancel(Runnable action) {
    boolean now;
    synchronized (this) {
      now = requested && this.action.isEmpty();
      this.action = Optional.of(action);
    }
    if (now) {
      boolean _ = Thread.interrupted();
      action.run();
    }
  }

  /// The wish comes too late from here on: what is left to do is to write down how it ended.
  public void over() {
    onCancel(() -> {});
  }

  /// `failure` itself, or what it is when the work was interrupted: of kind `CANCELED`.
  public synchronized RuntimeException explain(RuntimeException failure) {
    if (!interrupted || (failure instanceof Failure f && f.kind() == Failure.Kind.CANCELED)) {
      return failure;
    }
    return stopped().because(failure);
  }

  private static Failure stopped() {
    return Failure.of(Failure.Kind.CANCELED, "stopped by the user", "the operation");
  }
}
