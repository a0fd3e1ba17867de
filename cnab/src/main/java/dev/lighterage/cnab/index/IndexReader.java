package dev.lighterage.cnab.index;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Image;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a stored bundle, in whatever form it is, from its index: two requests, for the config
/// manifest and the definition.
public final class IndexReader {
  /// 4 MiB for a definition; ours, and that of a manifest.
  private static final int MAX_DEFINITION = Manifest.MAX_BYTES;

  private final Source source;
  private final Manifest.Index index;
  private final List<Descriptor> configs = new ArrayList<>();
  private final List<Descriptor> invocations = new ArrayList<>();
  private final TreeMap<String, Descriptor> components = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  private IndexReader(Source source, Manifest.Index index) {
    this.source = source;
    this.index = index;
  }

  /// Reads the bundle of `index`, which lies in `source`. Fails with `INVALID` when it is no
  /// bundle, when its definition breaks a rule of CNAB, or when index and definition contradict
  /// each other; `NOT_FOUND` when a part is missing; and like a source.
  public static PublishedBundle read(Source source, Manifest.Index index) {
    return new IndexReader(source, index).read();
  }

  /// Whether `manifest` is a bundle's index, or means to be: it has parts as CNAB calls them.
  public static boolean isBundle(Manifest manifest) {
    return manifest instanceof Manifest.Index index
        && index.manifests().stream()
            .anyMatch(part -> part.annotations().containsKey(CnabMediaTypes.TYPE));
  }

  private PublishedBundle read() {
    index.manifests().forEach(this::sort);
    if (configs.size() != 1) {
      throw invalid("index that is no bundle")
          .with("expected", "one entry with " + CnabMediaTypes.TYPE + ": config")
          .with("found", configs.size());
    }
    Manifest.Image config = config(configs.getFirst());
    Bytes definition = Verified.read(config.config(), source.blob(config.config()), MAX_DEFINITION);
    Bundle bundle = Json.in(name(), () -> Bundle.read(definition));
    requireSame(bundle);
    return new PublishedBundle(
        index, config, bundle, List.copyOf(invocations), components, List.copyOf(notes));
  }

  /// By annotation alone; media types differ among the forms. What is none of CNAB's is left alone,
  /// as OCI demands of every reader.
  private void sort(Descriptor entry) {
    switch (entry.annotations().getOrDefault(CnabMediaTypes.TYPE, "")) {
      case "config" -> configs.add(entry);
      case "invocation" -> invocations.add(entry.bare());
      case "component" -> component(entry);
      default -> notes.add("an entry of the index is no part of a bundle: " + entry.digest());
    }
  }

  private void component(Descriptor entry) {
    String name = entry.annotations().get(CnabMediaTypes.COMPONENT);
    if (name == null || components.put(name, entry.bare()) != null) {
      throw invalid("component without a name of its own").with("entry", entry.digest());
    }
  }

  private Manifest.Image config(Descriptor descriptor) {
    Optional<Manifest> found = source.manifest(descriptor.digest());
    if (found.isPresent() && found.get() instanceof Manifest.Image image) {
      return image;
    }
    throw (found.isPresent()
            ? invalid("config that is no image manifest")
            : Failure.of(Failure.Kind.NOT_FOUND, "no such manifest", source.name()))
        .with("digest", descriptor.digest());
  }

  /// Digests stand in the definition and in the index; they must be the same, or two readers would
  /// run two things.
  private void requireSame(Bundle bundle) {
    List<Image> images = bundle.invocationImages();
    if (images.size() != invocations.size()) {
      throw invalid("index with other invocation images than its definition")
          .with("expected", images.size())
          .with("found", invocations.size());
    }
    for (int i = 0; i < images.size(); i++) {
      requireSame("$.invocationImages[" + i + "]", images.get(i), invocations.get(i));
    }
    components.forEach(
        (name, descriptor) -> {
          Image image = bundle.images().get(name);
          if (image == null) {
            throw invalid("component that the definition lacks").with("component", name);
          }
          requireSame(JsonPath.member("$.images", name), image, descriptor);
        });
    bundle.images().keySet().stream()
        .filter(name -> !components.containsKey(name))
        .forEach(name -> notes.add("the index lacks the component " + name));
  }

  private void requireSame(String path, Image image, Descriptor descriptor) {
    boolean same =
        image.contentDigest().map(descriptor.digest()::equals).orElse(true)
            && image.size().map(size -> size == descriptor.size()).orElse(true)
            && image
                .mediaType()
                // A definition may say what an artifact is instead of how it is stored.
                .filter(MediaTypes::isManifest)
                .map(descriptor.mediaType()::equals)
                .orElse(true);
    if (!same) {
      throw invalid("index and definition contradict each other")
          .with("path", path)
          .with("definition", said(image))
          .with("index", said(descriptor));
    }
  }

  private static String said(Image image) {
    return Stream.of(image.contentDigest(), image.size(), image.mediaType())
        .flatMap(Optional::stream)
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private static String said(Descriptor descriptor) {
    return descriptor.digest() + ", " + descriptor.size() + ", " + descriptor.mediaType();
  }

  private Failure invalid(String what) {
    return Failure.of(Failure.Kind.INVALID, what, name());
  }

  private String name() {
    return source.name() + "@" + index.descriptor().digest();
  }
}
