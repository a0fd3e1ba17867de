package dev.lighterage.cnab.app;

import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Image;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// `inspect`: a bundle at a glance, from its small documents: what is shared, what is pinned, what
/// is followed, how large it is, and which mixin acts on what.
public final class Inspect {
  private final Stores stores;

  public Inspect(Stores stores) {
    this.stores = stores;
  }

  /// A bundle. `reference` pins it; `size` is that of its own documents, index, config manifest and
  /// definition, in bytes; `notes` are what was tolerated in reading. `uses` names the mixins that
  /// its steps call, out of the runner's.
  public record Inspection(
      String reference,
      Digest digest,
      long size,
      Bundle bundle,
      Runner runner,
      List<Component> components,
      List<Action> actions,
      SortedSet<String> uses,
      List<String> notes) {}

  /// The invocation image: where it was taken from, its digest, the bytes of its blobs, and its
  /// inventory if it is a runner of ours.
  public record Runner(String image, Digest digest, long size, Optional<Inventory> inventory) {}

  /// A component: its name, its kind (empty for an image), where it was taken from (its home), its
  /// digest, and the bytes of its blobs; those of a multi-platform image are counted for this
  /// platform, or else its first.
  ///
  /// `follows` is the tag that a new build follows; without it the component is pinned, or packed
  /// by the bundle's own recipe. `shared` says that its home is not the bundle's repository, so
  /// that other bundles can refer to it. `mixins` act on it. `facts` are its kind's own.
  public record Component(
      String name,
      Optional<String> kind,
      String image,
      Digest digest,
      long size,
      Optional<String> follows,
      boolean shared,
      SortedSet<String> mixins,
      SortedMap<String, String> facts) {}

  /// An action; `derived` when it was not written but follows from install.
  public record Action(String name, boolean derived, List<Act> steps) {}

  /// Reads the bundle at `place`; fails like [Survey#of].
  public Inspection run(Place place) {
    Survey survey = Survey.of(stores.find(place));
    var published = survey.published();
    Bundle bundle = published.bundle();
    return new Inspection(
        survey.root().pinned(),
        published.index().descriptor().digest(),
        size(published),
        bundle,
        runner(survey),
        components(survey),
        actions(survey),
        uses(survey, _ -> true),
        survey.notes());
  }

  private static long size(PublishedBundle published) {
    return published.index().descriptor().size()
        + published.config().descriptor().size()
        + published.config().config().size();
  }

  private static Runner runner(Survey survey) {
    return new Runner(
        survey.published().bundle().invocationImages().getFirst().image(),
        survey.published().invocation().digest(),
        survey.runner().size(),
        survey.runner().inventory());
  }

  private static List<Component> components(Survey survey) {
    var all = new ArrayList<Component>();
    Bundle bundle = survey.published().bundle();
    survey
        .published()
        .components()
        .forEach((name, descriptor) -> all.add(component(survey, bundle, name, descriptor)));
    return List.copyOf(all);
  }

  private static Component component(
      Survey survey, Bundle bundle, String name, Descriptor descriptor) {
    Optional<Manifest> manifest = Optional.ofNullable(survey.artifacts().get(name));
    Optional<Lighterage.Artifact> artifact =
        bundle.lighterage().flatMap(ours -> Optional.ofNullable(ours.artifacts().get(name)));
    String image = Optional.ofNullable(bundle.images().get(name)).map(Image::image).orElse("");
    return new Component(
        name,
        artifact.map(Lighterage.Artifact::kind),
        image,
        descriptor.digest(),
        manifest.map(Inspect::size).orElseGet(() -> imageSize(survey.root().source(), descriptor)),
        artifact.flatMap(Lighterage.Artifact::follows),
        !image.startsWith(survey.root().source().name() + "@"),
        uses(survey, act -> act.artifacts().contains(name)),
        manifest.map(m -> facts(survey, m)).orElse(new TreeMap<>()));
  }

  private static long size(Manifest manifest) {
    return manifest.children().stream().mapToLong(Descriptor::size).sum();
  }

  private static long imageSize(Source source, Descriptor descriptor) {
    return switch (Survey.required(source, descriptor.digest())) {
      case Manifest.Image image -> size(image);
      case Manifest.Index index -> {
        Platform here = Platform.current();
        yield index.manifests().stream()
            .filter(d -> d.platform().map(here::accepts).orElse(false))
            .findFirst()
            .or(() -> index.manifests().stream().findFirst())
            .map(chosen -> size(Survey.required(source, chosen.digest())))
            .orElse(0L);
      }
    };
  }

  /// The mixins of the steps, of any action, that `counts` holds for.
  private static SortedSet<String> uses(Survey survey, Predicate<Act> counts) {
    var all = new TreeSet<String>();
    survey.actions().values().stream()
        .flatMap(List::stream)
        .filter(step -> counts.test(Act.of(survey, step)))
        .forEach(step -> all.add(step.mixin()));
    return all;
  }

  private static SortedMap<String, String> facts(Survey survey, Manifest manifest) {
    return manifest instanceof Manifest.Image image
        ? Kinds.of(image)
            .map(kind -> kind.show(image, survey.root().source()))
            .orElse(new TreeMap<>())
        : new TreeMap<>();
  }

  private static List<Action> actions(Survey survey) {
    var all = new ArrayList<Action>();
    survey
        .published()
        .bundle()
        .lighterage()
        .ifPresent(
            ours ->
                ours.actions()
                    .forEach(
                        (name, steps) ->
                            all.add(
                                new Action(
                                    name,
                                    ours.derived().contains(name),
                                    steps.stream().map(s -> Act.of(survey, s)).toList()))));
    return List.copyOf(all);
  }
}
