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
  private final Consumer<Progress> watcher;
  private final Map<Digest, Entry> blobs = new HashMap<>();
  private final Map<Digest, Entry> manifests = new HashMap<>();

  private record Entry(Progress.How how, long size) {}

  Tally(Consumer<Progress> watcher) {
    this.watcher = watcher;
  }

  void tell(Progress event) {
    watcher.accept(event);
  }

  void blob(Descriptor blob, Progress.How how) {
    keep(blobs, blob, how);
  }

  void manifest(Descriptor manifest, Progress.How how) {
    keep(manifests, manifest, how);
  }

  private void keep(Map<Digest, Entry> among, Descriptor what, Progress.How how) {
    synchronized (this) {
      among.merge(
          what.digest(),
          new Entry(how, what.size()),
          (before, now) -> before.how() == Progress.How.PRESENT ? now : before);
    }
    tell(new Progress.Arrived(what, how));
  }

  synchronized Copied sum() {
    return new Copied(
        count(blobs, Progress.How.SENT),
        count(blobs, Progress.How.MOUNTED),
        count(blobs, Progress.How.PRESENT),
        count(manifests, Progress.How.SENT),
        count(manifests, Progress.How.PRESENT),
        bytesSent(blobs) + bytesSent(manifests));
  }

  private static int count(Map<Digest, Entry> among, Progress.How how) {
    return (int) among.values().stream().filter(entry -> entry.how() == how).count();
  }

  private static long bytesSent(Map<Digest, Entry> among) {
    return among.values().stream()
        .filter(entry -> entry.how() == Progress.How.SENT)
        .mapToLong(Entry::size)
        .sum();
  }
}
