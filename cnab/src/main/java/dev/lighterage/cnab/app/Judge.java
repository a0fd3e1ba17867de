package dev.lighterage.cnab.app;

import dev.lighterage.cnab.kind.Kind;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.policy.Facts;
import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// `judge`: what policy says of a bundle, from its small documents alone.
public final class Judge {
  /// Extensions of a definition that this tool knows, for `requiredExtensions`.
  private static final SortedSet<String> SUPPORTED = new TreeSet<>(List.of(Lighterage.KEY));

  private final Stores stores;

  public Judge(Stores stores) {
    this.stores = stores;
  }

  /// What is judged: a bundle, for an action, with folders of the host, by a policy.
  public record Request(Place bundle, String action, List<Mount> mounts, Policy policy) {}

  /// What was found, and the verdict over it.
  public record Done(Survey survey, Verdict verdict) {}

  /// Resolves the bundle once, reads its small documents and judges. Fails like [Survey#of]; a
  /// denial is no failure.
  public Done run(Request request) {
    Survey survey = Survey.of(stores.find(request.bundle()));
    return new Done(survey, request.policy().judge(facts(survey, request)));
  }

  private static Facts facts(Survey survey, Request request) {
    var bundle = survey.published().bundle();
    return new Facts(
        survey.root().pinned(),
        request.action(),
        survey.actions(),
        survey.runner().inventory(),
        artifacts(survey),
        request.mounts(),
        bundle.requiredExtensions(),
        SUPPORTED);
  }

  private static SortedMap<String, Facts.Artifact> artifacts(Survey survey) {
    var all = new TreeMap<String, Facts.Artifact>();
    survey.artifacts().forEach((name, manifest) -> all.put(name, artifact(manifest)));
    return all;
  }

  /// A component is what its own manifest says, whatever the bundle calls it.
  private static Facts.Artifact artifact(Manifest manifest) {
    List<String> layers =
        switch (manifest) {
          case Manifest.Image image -> image.layers().stream().map(Descriptor::mediaType).toList();
          case Manifest.Index _ -> List.of();
        };
    return new Facts.Artifact(
        Kinds.of(manifest).map(Kind::name), manifest.artifactType().orElse(""), layers);
  }
}
