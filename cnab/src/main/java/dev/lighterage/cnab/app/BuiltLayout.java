package dev.lighterage.cnab.app;

import dev.lighterage.cnab.index.IndexReader;
import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.contract.bundle.Image;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A bundle in the layout of its build, read as a whole: what the layout lacks, because the recipe
/// only refers to it, is read by digest in the repository that the definition names.
///
/// Only a build's own layout is read so. Another one is a whole of its own, and nothing that a
/// stranger writes into it sends us to a host.
final class BuiltLayout implements Source {
  private final LayoutStore layout;
  private final Map<Digest, Source> elsewhere = new ConcurrentHashMap<>();

  private BuiltLayout(LayoutStore layout) {
    this.layout = layout;
  }

  /// Whether a build made the layout in `folder`.
  static boolean isAt(Path folder) {
    return folder.toAbsolutePath().normalize().endsWith(Build.LAYOUT);
  }

  /// `layout`, completed for the bundle of `root`. Fails like [IndexReader]; asks no repository
  /// yet.
  static Source of(LayoutStore layout, Manifest root, Function<Repository, Source> repositories) {
    var whole = new BuiltLayout(layout);
    if (root instanceof Manifest.Index index) {
      PublishedBundle bundle = IndexReader.read(layout, index);
      List<Image> runners = bundle.bundle().invocationImages();
      for (int i = 0; i < runners.size(); i++) {
        whole.refer(bundle.invocations().get(i), runners.get(i), repositories);
      }
      bundle
          .components()
          .forEach(
              (name, descriptor) ->
                  Optional.ofNullable(bundle.bundle().images().get(name))
                      .ifPresent(image -> whole.refer(descriptor, image, repositories)));
    }
    return whole;
  }

  private void refer(Descriptor part, Image image, Function<Repository, Source> repositories) {
    Repository repository = Reference.parse(image.image()).repository();
    elsewhere.put(part.digest(), repositories.apply(repository));
  }

  @Override
  public String name() {
    return layout.name();
  }

  @Override
  public Optional<Manifest> resolve(String tag) {
    return layout.resolve(tag);
  }

  /// Fails with `NOT_FOUND`, naming the repository, where that has lost it.
  @Override
  public Optional<Manifest> manifest(Digest digest) {
    Source home = elsewhere.get(digest);
    return layout
        .manifest(digest)
        .or(() -> Optional.ofNullable(home).map(there -> manifest(digest, there)));
  }

  private Manifest manifest(Digest digest, Source home) {
    Manifest found =
        home.manifest(digest)
            .orElseThrow(
                () ->
                    Failure.of(
                        Failure.Kind.NOT_FOUND, "no such manifest", home.name() + "@" + digest));
    found.children().forEach(child -> elsewhere.putIfAbsent(child.digest(), home));
    return found;
  }

  @Override
  public Content blob(Descriptor descriptor) {
    Source home = elsewhere.get(descriptor.digest());
    return home == null || layout.has(descriptor) ? layout.blob(descriptor) : home.blob(descriptor);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return layout.referrers(subject);
  }

  @Override
  public List<String> tags() {
    return layout.tags();
  }
}
