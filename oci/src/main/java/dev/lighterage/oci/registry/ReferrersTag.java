package dev.lighterage.oci.registry;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The referrers of a subject as clients keep them where the registry does not: an index under a
/// tag made from the subject's digest.
///
/// Two clients that write at once may lose an entry, so that what was written is read again and
/// written again when somebody's index took its place. Source: distribution-spec 1.1, "Referrers
/// Tag Schema"; [L6].
final class ReferrersTag {
  /// Ours: writes that were lost to others before we give up.
  private static final int MAX_ROUNDS = 8;

  private final Endpoint endpoint;
  private final Manifests manifests;
  private final ReentrantLock lock = new ReentrantLock();

  ReferrersTag(Endpoint endpoint, Manifests manifests) {
    this.endpoint = endpoint;
    this.manifests = manifests;
  }

  List<Descriptor> read(Digest subject) {
    return index(subject).map(Manifest.Index::manifests).orElse(List.of());
  }

  private Optional<Manifest.Index> index(Digest subject) {
    return manifests
        .tagged(subject.referrersTag())
        .map(
            found ->
                switch (found) {
                  case Manifest.Index index -> index;
                  case Manifest.Image _ ->
                      throw Failure.of(
                              Failure.Kind.PROTOCOL, "referrers tag names no index", tag(subject))
                          .with("media type", found.descriptor().mediaType());
                });
  }

  /// Lists `manifest` under its subject; only one thread of this process does so at a time.
  void add(Digest subject, Manifest manifest) {
    lock.lock();
    try {
      for (int round = 1; round <= MAX_ROUNDS; round++) {
        Optional<Manifest.Index> before = index(subject);
        if (lists(before, manifest)) {
          return;
        }
        if (round > 1) {
          endpoint.http().pause(round - 1, Optional.empty());
          before = index(subject);
        }
        if (!lists(before, manifest)) {
          manifests.put(with(before, manifest), subject.referrersTag());
        }
      }
      if (!lists(index(subject), manifest)) {
        throw Failure.of(Failure.Kind.BUSY, "others keep writing the referrers tag", tag(subject));
      }
    } finally {
      lock.unlock();
    }
  }

  private static boolean lists(Optional<Manifest.Index> index, Manifest manifest) {
    return index.stream()
        .flatMap(i -> i.manifests().stream())
        .anyMatch(d -> d.digest().equals(manifest.descriptor().digest()));
  }

  /// What is listed already stays as it was written, members that are not known here included.
  private static Manifest with(Optional<Manifest.Index> before, Manifest manifest) {
    var entries = new ArrayList<JsonObject>();
    before.ifPresent(
        old ->
            entries.addAll(
                Json.readObject(old.bytes()).array("manifests").objects(entry -> entry)));
    entries.add(entry(manifest).toJson());
    JsonObject index =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .put("manifests", JsonArray.of(entries))
            .build();
    return Manifest.read(MediaTypes.OCI_INDEX, Json.canonical(index));
  }

  private static Descriptor entry(Manifest manifest) {
    Descriptor self = manifest.descriptor();
    return new Descriptor(
        self.mediaType(),
        self.digest(),
        self.size(),
        Optional.empty(),
        manifest.artifactType(),
        manifest.annotations());
  }

  private String tag(Digest subject) {
    return endpoint.repository() + ":" + subject.referrersTag();
  }
}
