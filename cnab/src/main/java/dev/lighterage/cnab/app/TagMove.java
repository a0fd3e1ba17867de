package dev.lighterage.cnab.app;

import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;

/// A tag that was set: what it named before, if it named anything, and what it names now.
///
/// `place` is the store's name: `registry.example.com/shop`, or a folder.
public record TagMove(String place, String tag, Optional<Digest> from, Digest to) {

  /// Whether the tag named something else before.
  public boolean moved() {
    return from.isPresent() && !from.get().equals(to);
  }

  /// The tag with its place.
  public String name() {
    return place + ":" + tag;
  }

  /// Fails with `CONFLICT` when the tag would move and `keep` says that no tag may.
  TagMove guard(boolean keep) {
    if (keep && moved()) {
      throw Failure.of(Failure.Kind.CONFLICT, "tag names something else", name())
          .with("found", from.get())
          .with("wanted", to);
    }
    return this;
  }
}
