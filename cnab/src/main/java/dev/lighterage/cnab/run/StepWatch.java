package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Reads the step report while a run goes on, so that what is recorded survives the death of this
/// process.
///
/// A mark of the run tool in its output is only the occasion to look; what counts is the report
/// (docs/run-contract.md, "Marks"). It is read by a thread of its own: a hostile run could put
/// something in its place that never answers, and nobody waits for this thread.
final class StepWatch implements LogSink, AutoCloseable {
  private final LogSink to;
  private final OutputFolder folder;
  private final Consumer<Bytes> progress;
  private final Semaphore occasions = new Semaphore(0);
  private final Thread thread;
  private boolean closed;

  StepWatch(LogSink to, OutputFolder folder, Consumer<Bytes> progress) {
    this.to = to;
    this.folder = folder;
    this.progress = progress;
    this.thread = Thread.ofPlatform().daemon().name("lighter-steps").start(this::watch);
  }

  @Override
  public void line(String text) {
    if (text.startsWith(">>> ") || text.startsWith("<<< ")) {
      occasions.release();
    }
    to.line(text);
  }

  private void watch() {
    try {
      for (Optional<Bytes> last = Optional.empty(); ; ) {
        occasions.acquire();
        occasions.drainPermits();
        Optional<Bytes> now = folder.peek();
        if (now.isPresent() && !now.equals(last)) {
          tell(now.get());
          last = now;
        }
      }
    } catch (InterruptedException over) {
      // The run has ended; its last report is read then.
    } catch (Failure notRecorded) {
      // Whoever records it meets the same when it records the end, and says it then.
    }
  }

  private synchronized void tell(Bytes report) {
    if (!closed) {
      progress.accept(report);
    }
  }

  /// Nothing is told after this.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
  }
}
