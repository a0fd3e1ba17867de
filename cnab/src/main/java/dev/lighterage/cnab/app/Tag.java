package dev.lighterage.cnab.app;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;
import java.util.Optional;

/// `tag`: lets one more tag name what is in a repository already.
public final class Tag {
  private final Stores stores;

  public Tag(Stores stores) {
    this.stores = stores;
  }

  /// What is to be named, the new tag, and whether a tag that names something else must stay.
  public record Request(Reference reference, String tag, boolean keepTags) {}

  /// Fails with `NOT_FOUND`, `CONFLICT` when the tag must stay, and like a store.
  public TagMove run(Request request) {
    Reference.requireTag(request.tag());
    Found found = stores.find(request.reference());
    Digest digest = found.manifest().descriptor().digest();
    Store store = stores.repository(request.reference().repository());
    Optional<Manifest> before = store.resolve(request.tag());
    var move =
        new TagMove(store.name(), request.tag(), before.map(m -> m.descriptor().digest()), digest)
            .guard(request.keepTags());
    store.tag(found.manifest(), request.tag());
    return move;
  }
}
