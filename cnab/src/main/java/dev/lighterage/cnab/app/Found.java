package dev.lighterage.cnab.app;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import java.util.Optional;

/// What a place held when it was looked at, once: its store, the manifest, and the tag by which it
/// was found, if any; `repository` is empty for a layout. Whoever goes on from here goes on by
/// digest.
public record Found(
    Store store, Optional<Repository> repository, Manifest manifest, Optional<String> tag) {

  /// `store@digest`, for people and for records.
  public String pinned() {
    return store.name() + "@" + manifest.descriptor().digest();
  }
}
