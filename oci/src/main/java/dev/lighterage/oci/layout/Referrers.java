package dev.lighterage.oci.layout;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who refers to a subject in one layout: manifests that `index.json` lists, and those that the
/// referrers tag of the subject lists, as oras and regctl write it.
///
/// Source: distribution-spec 1.1, "Listing referrers" (what a descriptor in the answer holds) and
/// "Referrers Tag Schema".
final class Referrers {
  /// Ours: above any layout seen; each one is a file to read.
  private static final int MAX_LISTED = 10_000;

  private final LayoutStore store;
  private final Tags tags;

  Referrers(LayoutStore store, Tags tags) {
    this.store = store;
    this.tags = tags;
  }

  List<Descriptor> of(Digest subject) throws IOException {
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    for (Digest candidate : candidates(subject)) {
      Optional<Manifest> manifest = store.manifest(candidate);
      if (manifest.isPresent() && refersTo(manifest.get(), subject)) {
        found.put(candidate, describe(manifest.get()));
      }
    }
    return List.copyOf(found.values());
  }

  private List<Digest> candidates(Digest subject) throws IOException {
    List<Digest> all = new ArrayList<>();
    tags.listed().stream()
        .filter(d -> MediaTypes.isManifest(d.mediaType()))
        .forEach(d -> all.add(d.digest()));
    Optional<Manifest> fallback = store.resolve(subject.referrersTag());
    if (fallback.isPresent() && fallback.get() instanceof Manifest.Index index) {
      index.manifests().forEach(d -> all.add(d.digest()));
    }
    if (all.size() > MAX_LISTED) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "layout lists too many manifests", store.name())
          .with("limit", MAX_LISTED);
    }
    return all;
  }

  private static boolean refersTo(Manifest manifest, Digest subject) {
    return manifest.subject().filter(s -> s.digest().equals(subject)).isPresent();
  }

  private static Descriptor describe(Manifest manifest) {
    Descriptor self = manifest.descriptor();
    return new Descriptor(
        self.mediaType(),
        self.digest(),
        self.size(),
        Optional.empty(),
        manifest.artifactType(),
        manifest.annotations());
  }
}
