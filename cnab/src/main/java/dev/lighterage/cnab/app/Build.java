package dev.lighterage.cnab.app;

import dev.lighterage.cnab.index.BundleIndex;
import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.recipe.Artifact;
import dev.lighterage.cnab.recipe.Home;
import dev.lighterage.cnab.recipe.Homes;
import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.cnab.recipe.Locked;
import dev.lighterage.cnab.recipe.Recipe;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// `build`: a recipe becomes a bundle in a layout, `.lighter/bundle` beside the recipe.
///
/// The references come from the lock, which asks no registry; only where there is no lock yet is
/// one made first. Nothing is uploaded, no engine is needed, and the same input gives the same
/// digest.
public final class Build {
  /// The layout, beside the recipe, in the folder of what can be made again.
  static final Path LAYOUT = Path.of(".lighter", "bundle");

  private final Relock relock;

  public Build(Relock relock) {
    this.relock = relock;
  }

  /// The recipe's file; `to` is the bundle's repository where the recipe does not say it, or says
  /// another.
  public record Request(Path recipe, Optional<Repository> to) {}

  /// Fails with `CONFLICT` for a stale lock, a pin that does not match, and two homes with one tag
  /// and other bytes; `INVALID` for what is wrong in the recipe, at its line; `STORAGE`; and, where
  /// there is no lock, like [Relock].
  public Built run(Request request) {
    Recipe recipe = Recipe.read(request.recipe());
    Optional<Lock> written = Lock.find(Lock.beside(recipe.file()));
    written.ifPresent(lock -> lock.requireFresh(recipe));
    Lock lock = written.orElseGet(() -> relock.first(recipe));
    LayoutStore layout = LayoutStore.create(recipe.file().toAbsolutePath().resolveSibling(LAYOUT));
    Repository to = repository(recipe, request.to());
    SortedMap<String, Built.Component> components = components(recipe, lock, to, layout);
    Bundle bundle = new Definition(recipe, lock, to, components).bundle();
    PublishedBundle published = BundleIndex.of(bundle);
    store(published, layout);
    if (written.isEmpty()) {
      lock.write(Lock.beside(recipe.file()));
    }
    return new Built(
        recipe.file(),
        to,
        published,
        layout,
        components,
        lock.runner().pinned(),
        lock,
        written.isEmpty());
  }

  private static Repository repository(Recipe recipe, Optional<Repository> to) {
    return to.or(recipe::to)
        .orElseThrow(
            () ->
                Failure.of(
                        Failure.Kind.INVALID,
                        "the bundle has no repository",
                        recipe.file().toString())
                    .with("expected", "`to: registry.example.com/" + recipe.name() + "` in it"));
  }

  private static SortedMap<String, Built.Component> components(
      Recipe recipe, Lock lock, Repository to, LayoutStore layout) {
    var all = new TreeMap<String, Built.Component>();
    var homes = new Homes(to, recipe.version());
    for (Artifact artifact : recipe.artifacts().values()) {
      all.put(artifact.name(), artifact(artifact, lock, homes, layout));
    }
    recipe
        .images()
        .keySet()
        .forEach(
            name ->
                all.put(name, existing(name, Optional.empty(), locked(lock, "images." + name))));
    Homes.requireDistinct(settled(all));
    return all;
  }

  private static Built.Component artifact(
      Artifact artifact, Lock lock, Homes homes, LayoutStore layout) {
    return switch (artifact.origin()) {
      case Artifact.Existing _ ->
          existing(
              artifact.name(),
              Optional.of(artifact.kind().name()),
              locked(lock, "artifacts." + artifact.name()));
      case Artifact.Local local -> {
        Packed packed = Packing.pack(artifact, local, layout);
        Optional<Home> home = homes.of(artifact, packed);
        yield new Built.Component(
            artifact.name(),
            Optional.of(artifact.kind().name()),
            packed.manifest().descriptor(),
            new Built.Local(packed, home));
      }
    };
  }

  private static Built.Component existing(String name, Optional<String> kind, Locked locked) {
    return new Built.Component(
        name, kind, locked.descriptor(), new Built.Existing(locked.pinned(), locked.follows()));
  }

  /// A lock that fits its recipe has every part.
  private static Locked locked(Lock lock, String part) {
    return lock.part(part).orElseThrow(() -> new IllegalStateException("not locked: " + part));
  }

  private static SortedMap<String, Homes.Settled> settled(
      SortedMap<String, Built.Component> components) {
    var all = new TreeMap<String, Homes.Settled>();
    components.forEach(
        (name, component) -> {
          if (component.origin() instanceof Built.Local(var _, Optional<Home> home)) {
            home.ifPresent(h -> all.put(name, new Homes.Settled(h, component.manifest().digest())));
          }
        });
    return all;
  }

  private static void store(PublishedBundle published, LayoutStore layout) {
    Bundle bundle = published.bundle();
    layout.push(published.config().config(), Content.of(bundle.bytes()));
    layout.put(published.config());
    layout.tag(published.index(), Built.tag(bundle.version()));
  }
}
