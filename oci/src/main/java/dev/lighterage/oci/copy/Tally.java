package dev.lighterage.oci.copy;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Keeps what became of each digest in one copy, and tells whoever watches.
///
/// A copy that has to be walked twice meets the same digests again: what was sent or mounted the
/// first time stays sent or mounted.
final class Tally {
  private final Consumer<CopyEvent> watcher;
  private final Map<Digest, Entry> blobs = new HashMap<>();
  private final Map<Digest, Entry> manifests = new HashMap<>();

  private record Entry(CopyEvent.How how, long size) {}

  Tally(Consumer<CopyEvent> watcher) {
    this.watcher = watcher;
  }

  void tell(CopyEvent event) {
    watcher.accept(event);
  }

  void blob(Descriptor blob, CopyEvent.How how) {
    keep(blobs, blob, how);
  }

  void manifest(Descriptor manifest, CopyEvent.How how) {
    keep(manifests, manifest, how);
  }

  private void keep(Map<Digest, Entry> among, Descriptor what, CopyEvent.How how) {
    synchronized (this) {
      among.merge(
          what.digest(),
          new Entry(how, what.size()),
          (before, now) -> before.how() == CopyEvent.How.PRESENT ? now : before);
    }
    tell(new CopyEvent.Arrived(what, how));
  }

  synchronized Copied sum() {
    return new Copied(
        count(blobs, CopyEvent.How.SENT),
        count(blobs, CopyEvent.How.MOUNTED),
        count(blobs, CopyEvent.How.PRESENT),
        count(manifests, CopyEvent.How.SENT),
        count(manifests, CopyEvent.How.PRESENT),
        bytesSent(blobs) + bytesSent(manifests));
  }

  private static int count(Map<Digest, Entry> among, CopyEvent.How how) {
    return (int) among.values().stream().filter(entry -> entry.how() == how).count();
  }

  private static long bytesSent(Map<Digest, Entry> among) {
    return among.values().stream()
        .filter(entry -> entry.how() == CopyEvent.How.SENT)
        .mapToLong(Entry::size)
        .sum();
  }
}
