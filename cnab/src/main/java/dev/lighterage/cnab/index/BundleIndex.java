package dev.lighterage.cnab.index;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Image;
import dev.lighterage.contract.bundle.Maintainer;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the index of a bundle: config manifest, invocation image, components by name, as
/// cnab-to-oci does ([W1], testdata rules of the bytes).
///
/// It needs nothing but the definition, in which digests, sizes and media types of all images
/// stand.
public final class BundleIndex {
  private static final Comparator<String> BY_UTF8 =
      Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private BundleIndex() {}

  /// The bundle in its first form; see [#of(Bundle, Form)].
  public static PublishedBundle of(Bundle bundle) {
    return of(bundle, Form.FIRST);
  }

  /// The bundle in `form`. Fails with `INVALID` when it has other than one invocation image ([W3]),
  /// or an image without digest and size.
  public static PublishedBundle of(Bundle bundle, Form form) {
    Manifest.Image config = ConfigManifest.of(bundle, form);
    Descriptor invocation = invocation(bundle);
    var components = new TreeMap<String, Descriptor>(BY_UTF8);
    bundle
        .images()
        .forEach(
            (name, image) ->
                components.put(name, descriptor(JsonPath.member("$.images", name), image)));
    Manifest.Index index = index(bundle, form, config, new Children(invocation, components));
    return new PublishedBundle(index, config, bundle, List.of(invocation), components, List.of());
  }

  private record Children(Descriptor invocation, TreeMap<String, Descriptor> components) {}

  private static Descriptor invocation(Bundle bundle) {
    if (bundle.invocationImages().size() != 1) {
      throw Failure.of(
              Failure.Kind.INVALID,
              "bundle that cannot be stored",
              bundle.name() + " " + bundle.version())
          .with("expected", "one invocation image")
          .with("found", bundle.invocationImages().size());
    }
    return descriptor("$.invocationImages[0]", bundle.invocationImages().getFirst());
  }

  private static Descriptor descriptor(String path, Image image) {
    if (image.contentDigest().isEmpty() || image.size().orElse(0L) == 0) {
      throw Failure.of(Failure.Kind.INVALID, "image without digest and size", path)
          .with("image", image.image());
    }
    String byType =
        image.imageType().equals("docker") ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST;
    return Descriptor.of(
        image.mediaType().orElse(byType), image.contentDigest().get(), image.size().orElseThrow());
  }

  private static Manifest.Index index(
      Bundle bundle, Form form, Manifest.Image config, Children children) {
    var manifests = new ArrayList<JsonValue>();
    manifests.add(entry(config.descriptor(), Map.of(CnabMediaTypes.TYPE, "config")));
    manifests.add(entry(children.invocation(), Map.of(CnabMediaTypes.TYPE, "invocation")));
    children
        .components()
        .forEach(
            (name, descriptor) ->
                manifests.add(
                    entry(
                        descriptor,
                        Map.of(CnabMediaTypes.TYPE, "component", CnabMediaTypes.COMPONENT, name))));
    var json =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("manifests", JsonArray.of(manifests))
            .put("annotations", JsonObject.of(annotations(bundle)));
    if (form.index().equals(MediaTypes.DOCKER_LIST)) {
      json.put("mediaType", MediaTypes.DOCKER_LIST);
    }
    return (Manifest.Index) Manifest.read(form.index(), Json.go(json.build()));
  }

  private static JsonObject entry(Descriptor descriptor, Map<String, String> annotations) {
    return descriptor.bare().withAnnotations(annotations).toJson();
  }

  private static Map<String, String> annotations(Bundle bundle) {
    var all = new TreeMap<String, String>();
    all.put(CnabMediaTypes.ARTIFACT_TYPE, CnabMediaTypes.BUNDLE);
    all.put(CnabMediaTypes.RUNTIME_VERSION, bundle.schemaVersion());
    all.put(CnabMediaTypes.TITLE, bundle.name());
    all.put(CnabMediaTypes.VERSION, bundle.version());
    all.put(CnabMediaTypes.DESCRIPTION, bundle.description());
    if (!bundle.keywords().isEmpty()) {
      all.put(CnabMediaTypes.KEYWORDS, text(JsonArray.ofStrings(bundle.keywords())));
    }
    if (!bundle.maintainers().isEmpty()) {
      all.put(
          CnabMediaTypes.AUTHORS,
          text(JsonArray.of(bundle.maintainers().stream().map(BundleIndex::maintainer).toList())));
    }
    return all;
  }

  /// These values are JSON in a string, and so are encoded twice.
  private static String text(JsonValue value) {
    Bytes go = Json.go(value);
    return go.text();
  }

  private static JsonObject maintainer(Maintainer maintainer) {
    var json = JsonObject.builder().put("name", maintainer.name());
    maintainer.email().ifPresent(email -> json.put("email", email));
    maintainer.url().ifPresent(url -> json.put("url", url));
    return json.build();
  }
}
