package dev.lighterage.cnab.run;

import java.util.concurrent.CompletableFuture;

/// The user's wish to stop a run, made once, from any thread.
///
/// A driver ends the run tool and everything that it started, gracefully first; the outcome says
/// that it was canceled.
public final class Cancellation {
  private final CompletableFuture<Boolean> wish = new CompletableFuture<>();

  public void cancel() {
    wish.complete(true);
  }

  public boolean requested() {
    return wish.isDone();
  }

  /// Does `action` when the run is to stop; at once if that was already wished.
  public void onCancel(Runnable action) {
    var _ = wish.thenRun(action);
  }
}
