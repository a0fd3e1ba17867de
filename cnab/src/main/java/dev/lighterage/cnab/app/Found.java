package dev.lighterage.cnab.app;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import java.util.Optional;

/// What a place held when it was looked at, once: the source, the manifest, and the tag by which it
/// was found, if any; `repository` is empty for a layout. Whoever goes on from here goes on by
/// digest.
public record Found(
    Source source, Optional<Repository> repository, Manifest manifest, Optional<String> tag) {

  /// The image itself, or the one of its index that runs here. Fails with `UNSUPPORTED` when there
  /// is none for this platform, and like a source.
  public Manifest.Image imageHere() {
    return Survey.forThisPlatform(source, manifest);
  }

  /// `source@digest`, for people and for records.
  public String pinned() {
    return source.name() + "@" + manifest.descriptor().digest();
  }
}
