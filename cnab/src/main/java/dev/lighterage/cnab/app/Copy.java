package dev.lighterage.cnab.app;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.copy.CopyJob;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;

/// `copy` and `pull`: a bundle, image or artifact with everything below it, from one place to
/// another, its digest kept.
public final class Copy {
  private final Stores stores;
  private final Copier copier;

  public Copy(Stores stores, Copier copier) {
    this.stores = stores;
    this.copier = copier;
  }

  /// From where, to where, and whether a tag that names something else there must stay.
  public record Request(Place from, Place to, boolean keepTags) {}

  /// `reference` pins what was copied at its new place; `tag` is set when it was given or taken
  /// over from the source.
  public record Done(String reference, Digest digest, Optional<TagMove> tag, Copied copied) {}

  /// Fails with `NOT_FOUND`, `CONFLICT` (a tag that must stay, a digest asked for that it is not),
  /// and what reading and writing fail with.
  public Done run(Request request) {
    Found found = stores.find(request.from());
    Store target = target(request.to());
    Digest digest = found.manifest().descriptor().digest();
    requireSame(request.to(), digest);
    Optional<TagMove> move =
        tag(request.to(), found).map(tag -> move(target, tag, digest).guard(request.keepTags()));
    Optional<String> tag =
        move.filter(m -> !m.from().equals(Optional.of(digest))).map(TagMove::tag);
    Copied copied = copier.copy(job(found, target, tag));
    return new Done(target.name() + "@" + digest, digest, move, copied);
  }

  private Store target(Place place) {
    return switch (place) {
      case Place.InRegistry in -> stores.repository(in.reference().repository());
      case Place.InLayout in -> LayoutStore.create(in.folder());
    };
  }

  /// The tag to set: the one given, else, in a layout, the one it was found by.
  private static Optional<String> tag(Place to, Found found) {
    return switch (to) {
      case Place.InLayout in -> in.tag().or(found::tag);
      case Place.InRegistry(Reference.Tagged tagged) -> Optional.of(tagged.tag());
      case Place.InRegistry(Reference.Pinned pinned) -> pinned.tag();
    };
  }

  private static void requireSame(Place to, Digest digest) {
    Optional<Digest> asked =
        switch (to) {
          case Place.InLayout in -> in.digest();
          case Place.InRegistry(Reference.Pinned pinned) -> Optional.of(pinned.digest());
          case Place.InRegistry(Reference.Tagged _) -> Optional.empty();
        };
    if (asked.isPresent() && !asked.get().equals(digest)) {
      throw Failure.of(Failure.Kind.CONFLICT, "not the digest that is to be there", to.toString())
          .with("found", digest);
    }
  }

  private static TagMove move(Store target, String tag, Digest digest) {
    Optional<Manifest> before = target.resolve(tag);
    return new TagMove(target.name(), tag, before.map(m -> m.descriptor().digest()), digest);
  }

  private static CopyJob job(Found found, Store target, Optional<String> tag) {
    var job = CopyJob.of(found.source(), target, found.manifest());
    return tag.map(job::tagged).orElse(job);
  }
}
