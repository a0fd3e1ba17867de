package dev.lighterage.cnab.app;

import dev.lighterage.cnab.image.RunnerInspect;
import dev.lighterage.cnab.index.IndexReader;
import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.cnab.kind.Kind;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.run.RunImage;
import dev.lighterage.contract.bundle.Finding;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.bundle.Rules;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.copy.Parallel;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A published bundle as its small documents tell it: index, config manifest, definition, the
/// manifests of its artifacts, and the invocation image's manifest and config. No layer is read,
/// and the tag by which it was found is not looked at again.
///
/// `artifacts` has the manifest of each component that the bundle calls an artifact.
public record Survey(
    Found root,
    PublishedBundle published,
    RunImage image,
    RunnerInspect runner,
    SortedMap<String, Manifest> artifacts) {

  /// Requests at once; ours.
  private static final int AT_ONCE = 6;

  /// 1 MiB: an image's config, with the inventory as a label, stays far below.
  private static final int MAX_CONFIG = 1 << 20;

  /// The types of an image's config: OCI's and Docker's.
  private static final Set<String> IMAGES =
      Set.of(MediaTypes.OCI_CONFIG, "application/vnd.docker.container.image.v1+json");

  /// Reads what `root` names. Fails with `INVALID` when it is no bundle or calls an artifact by
  /// another kind than its manifest, `UNSUPPORTED` when its invocation image is not for this
  /// platform, and like a source. A kind that is not known here may be looked at and not run.
  public static Survey of(Found root) {
    if (!(root.manifest() instanceof Manifest.Index index)) {
      throw noBundle(root);
    }
    Source source = root.source();
    PublishedBundle published = IndexReader.read(source, index);
    var artifacts = new TreeMap<String, Manifest>();
    List<String> names = List.copyOf(artifactNames(published));
    List<Manifest> manifests =
        new Parallel(AT_ONCE)
            .map(names, name -> required(source, component(published, name).digest()));
    for (int i = 0; i < names.size(); i++) {
      String kind = kind(published, names.get(i));
      if (Kinds.find(kind).isPresent()) {
        Kinds.require(kind, manifests.get(i), names.get(i));
      }
      artifacts.put(names.get(i), manifests.get(i));
    }
    Manifest.Image image =
        forThisPlatform(source, required(source, published.invocation().digest()));
    Descriptor config = image.config();
    Bytes read = Verified.read(config, source.blob(config), MAX_CONFIG);
    return new Survey(
        root,
        published,
        new RunImage(source, image, read),
        RunnerInspect.of(image, read),
        artifacts);
  }

  /// The steps of every action, written or derived; empty for a bundle without our key.
  SortedMap<String, List<Step>> actions() {
    return published.bundle().lighterage().map(Lighterage::actions).orElse(new TreeMap<>());
  }

  /// What a person should know though it stops nothing: what was tolerated in reading, and the
  /// warnings of the rules of CNAB 101.
  public List<String> notes() {
    Stream<String> warnings =
        Rules.check(Json.readObject(published.bundle().bytes())).stream()
            .filter(finding -> finding.level() == Finding.Level.WARNING)
            .map(finding -> "in the bundle definition, " + finding);
    return Stream.concat(published.notes().stream(), warnings).toList();
  }

  /// The kind of the artifact `name`, which its manifest confirms; fails with `UNSUPPORTED` when it
  /// is not known here.
  Kind kind(String name) {
    Manifest manifest = artifacts.get(name);
    if (manifest == null) {
      throw new IllegalStateException("not an artifact of this bundle: " + name);
    }
    return Kinds.require(kind(published, name), manifest, name);
  }

  private static String kind(PublishedBundle published, String name) {
    return published
        .bundle()
        .lighterage()
        .flatMap(ours -> Optional.ofNullable(ours.artifacts().get(name)))
        .map(Lighterage.Artifact::kind)
        .orElseThrow(() -> new IllegalStateException("surveyed without a note: " + name));
  }

  private static Set<String> artifactNames(PublishedBundle published) {
    return published.bundle().lighterage().map(ours -> ours.artifacts().keySet()).orElse(Set.of());
  }

  private static Descriptor component(PublishedBundle published, String name) {
    Descriptor found = published.components().get(name);
    if (found == null) {
      throw Failure.of(Failure.Kind.INVALID, "artifact that the index lacks", name);
    }
    return found;
  }

  /// Fact `image` is there for an image, which is a runner or can at least be looked into as one;
  /// an artifact is said to be what its manifest says.
  private static Failure noBundle(Found root) {
    String type = root.manifest().artifactType().orElse("");
    if (IMAGES.contains(type)) {
      return Failure.of(Failure.Kind.INVALID, "no bundle but an image", root.pinned())
          .with("image", root.pinned());
    }
    String kind = Kinds.of(root.manifest()).map(k -> " of kind " + k.name()).orElse("");
    return Failure.of(Failure.Kind.INVALID, "no bundle but an artifact" + kind, root.pinned())
        .with("type", type);
  }

  static Manifest required(Source source, Digest digest) {
    return source
        .manifest(digest)
        .orElseThrow(
            () ->
                Failure.of(
                    Failure.Kind.NOT_FOUND, "no such manifest", source.name() + "@" + digest));
  }

  /// The image itself, or the first of an index that runs here.
  static Manifest.Image forThisPlatform(Source source, Manifest manifest) {
    return switch (manifest) {
      case Manifest.Image image -> image;
      case Manifest.Index index -> {
        Platform here = Platform.current();
        Descriptor fitting =
            index.manifests().stream()
                .filter(d -> d.platform().map(here::accepts).orElse(false))
                .findFirst()
                .orElseThrow(() -> noneFor(here, index));
        if (required(source, fitting.digest()) instanceof Manifest.Image image) {
          yield image;
        }
        throw noneFor(here, index);
      }
    };
  }

  private static Failure noneFor(Platform here, Manifest.Index index) {
    return Failure.of(
            Failure.Kind.UNSUPPORTED,
            "invocation image is not for this platform",
            index.descriptor().digest().toString())
        .with("wanted", here);
  }
}
