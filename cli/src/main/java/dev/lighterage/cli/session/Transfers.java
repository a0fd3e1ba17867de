package dev.lighterage.cli.session;

import dev.lighterage.cli.screen.Progress;
import dev.lighterage.oci.copy.CopyEvent;
import dev.lighterage.oci.value.Digest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Shows the blobs of a copy as transfers. Blobs below 1 MiB are gone before anybody could read of
/// them, and are not shown.
final class Transfers implements Consumer<CopyEvent> {
  private static final long WORTH_SHOWING = 1 << 20;

  private final Progress progress;
  private final String verb;
  private final Map<Digest, Live> live = new ConcurrentHashMap<>();

  /// A transfer and how far it has come.
  private static final class Live {
    private final Progress.Transfer transfer;
    private long position;

    Live(Progress.Transfer transfer) {
      this.transfer = transfer;
    }

    synchronized void moveTo(long to) {
      transfer.advance(to - position);
      position = to;
    }

    synchronized void end() {
      transfer.done();
      transfer.close();
    }
  }

  Transfers(Progress progress, String verb) {
    this.progress = progress;
    this.verb = verb;
  }

  @Override
  public void accept(CopyEvent event) {
    switch (event) {
      case CopyEvent.Sending sending -> moved(sending);
      case CopyEvent.Arrived arrived -> {
        Live ended = live.remove(arrived.what().digest());
        if (ended != null) {
          ended.end();
        }
      }
      case CopyEvent.Found _ -> {}
    }
  }

  private void moved(CopyEvent.Sending moved) {
    if (moved.blob().size() >= WORTH_SHOWING) {
      live.computeIfAbsent(
              moved.blob().digest(),
              digest -> new Live(progress.begin(verb + " " + digest.brief(), moved.blob().size())))
          .moveTo(moved.position());
    }
  }
}
