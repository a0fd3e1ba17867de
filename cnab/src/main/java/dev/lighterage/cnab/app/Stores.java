package dev.lighterage.cnab.app;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.registry.Registries;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;

/// Opens the stores that verbs work on, and finds what a place names.
public final class Stores {
  private final Registries registries;

  public Stores(Registries registries) {
    this.registries = registries;
  }

  public Store repository(Repository repository) {
    return registries.repository(repository);
  }

  /// What `place` names now, in one request. Fails with `NOT_FOUND` when it names nothing, and like
  /// [Store].
  public Found find(Place place) {
    return switch (place) {
      case Place.InRegistry in -> find(in.reference());
      case Place.InLayout in -> find(in);
    };
  }

  public Found find(Reference reference) {
    Store store = repository(reference.repository());
    return switch (reference) {
      case Reference.Tagged tagged ->
          new Found(
              store,
              Optional.of(tagged.repository()),
              store.resolve(tagged.tag()).orElseThrow(() -> absent(tagged.toString())),
              Optional.of(tagged.tag()));
      case Reference.Pinned pinned ->
          new Found(
              store,
              Optional.of(pinned.repository()),
              required(store, pinned.digest(), pinned.toString()),
              pinned.tag());
    };
  }

  private Found find(Place.InLayout in) {
    LayoutStore layout = LayoutStore.open(in.folder());
    if (in.digest().isPresent()) {
      Manifest manifest = required(layout, in.digest().get(), in.toString());
      return new Found(whole(layout, in, manifest), Optional.empty(), manifest, Optional.empty());
    }
    String tag = in.tag().orElseGet(() -> onlyTag(layout, in));
    Manifest manifest = layout.resolve(tag).orElseThrow(() -> absent(in.folder() + ":" + tag));
    return new Found(whole(layout, in, manifest), Optional.empty(), manifest, Optional.of(tag));
  }

  /// A build's layout holds what was packed there; the rest is read where it lies.
  private Source whole(LayoutStore layout, Place.InLayout in, Manifest manifest) {
    return BuiltLayout.isAt(in.folder())
        ? BuiltLayout.of(layout, manifest, this::repository)
        : layout;
  }

  private static String onlyTag(Store store, Place.InLayout in) {
    List<String> tags = store.tags();
    if (tags.size() == 1) {
      return tags.getFirst();
    }
    throw Failure.of(Failure.Kind.INVALID, "layout with other than one tag", in.toString())
        .with("expected", in + ":<tag>")
        .with("tags", tags.isEmpty() ? "none" : String.join(", ", tags));
  }

  private static Manifest required(Store store, Digest digest, String subject) {
    return store.manifest(digest).orElseThrow(() -> absent(subject));
  }

  private static Failure absent(String subject) {
    return Failure.of(Failure.Kind.NOT_FOUND, "no such manifest", subject);
  }
}
