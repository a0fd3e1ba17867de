package dev.lighterage.oci.content;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Content for tests, made from seeds.
public final class Samples {
  private Samples() {}

  /// `size` bytes that depend on `seed` alone.
  public static Bytes bytes(long seed, int size) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /// Describes `bytes` as a blob of no known type.
  public static Descriptor blob(Bytes bytes) {
    return Descriptor.of("application/octet-stream", bytes);
  }

  /// An image manifest over a config and layers.
  public static Manifest image(Descriptor config, List<Descriptor> layers) {
    return image(config, layers, Optional.empty());
  }

  /// An image manifest with a subject.
  public static Manifest image(
      Descriptor config, List<Descriptor> layers, Optional<Descriptor> subject) {
    var json =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", config.toJson())
            .put("layers", JsonArray.of(layers.stream().map(Descriptor::toJson).toList()));
    subject.ifPresent(s -> json.put("subject", s.toJson()));
    return Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(json.build()));
  }

  /// An index without a `mediaType` member, as cnab-to-oci writes it.
  public static Manifest index(List<Descriptor> manifests) {
    var json =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("manifests", JsonArray.of(manifests.stream().map(Descriptor::toJson).toList()));
    return Manifest.read(MediaTypes.OCI_INDEX, Json.canonical(json.build()));
  }

  /// Stores `bytes` as a blob and answers its descriptor.
  public static Descriptor push(Target target, Bytes bytes) {
    Descriptor descriptor = blob(bytes);
    target.push(descriptor, Content.of(bytes));
    return descriptor;
  }

  /// Stores an image of one config and one layer, both made from `seed`.
  public static Manifest pushImage(Target target, long seed) {
    Manifest image =
        image(
            push(target, bytes(seed, 100)), List.of(push(target, bytes(seed + 1_000_000, 5_000))));
    target.put(image);
    return image;
  }
}
