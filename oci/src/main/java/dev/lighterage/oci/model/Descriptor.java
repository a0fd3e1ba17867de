package dev.lighterage.oci.model;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Refers to content: its media type, digest and size in bytes.
///
/// Source: image-spec 1.1, descriptor.md. `urls` and `data` are not used: content comes from where
/// the descriptor was found. JSON: `{"mediaType", "digest", "size", "platform"?, "artifactType"?,
/// "annotations"?}`.
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<Platform> platform,
    Optional<String> artifactType,
    SortedMap<String, String> annotations) {

  public Descriptor {
    if (size < 0) {
      throw Failure.of(Failure.Kind.INVALID, "descriptor with a negative size", digest.toString())
          .with("size", size);
    }
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(
        mediaType, digest, size, Optional.empty(), Optional.empty(), new TreeMap<>());
  }

  /// Describes `bytes` as `mediaType`.
  public static Descriptor of(String mediaType, Bytes bytes) {
    return of(mediaType, bytes.digest(), bytes.size());
  }

  /// Reads a descriptor object at `path` of a document; fails with [Failure.Kind#INVALID], or
  /// [Failure.Kind#UNSUPPORTED] for an unknown digest algorithm.
  public static Descriptor read(JsonObject json) {
    return new Descriptor(
        json.string("mediaType"),
        Digest.parse(json.string("digest")),
        json.integer("size"),
        json.findObject("platform").map(Descriptor::platform),
        json.findString("artifactType"),
        annotations(json));
  }

  private static Platform platform(JsonObject json) {
    return new Platform(
        json.findString("os").orElse(""),
        json.findString("architecture").orElse(""),
        json.findString("variant"));
  }

  /// The `annotations` member of a descriptor, manifest or index; empty when absent or null.
  static SortedMap<String, String> annotations(JsonObject json) {
    var all = new TreeMap<String, String>();
    json.findObject("annotations")
        .ifPresent(found -> found.members().keySet().forEach(k -> all.put(k, found.string(k))));
    return all;
  }

  /// Media type, digest and size alone, so that equal content compares equal wherever it was named.
  public Descriptor bare() {
    return of(mediaType, digest, size);
  }

  public Descriptor withAnnotations(Map<String, String> more) {
    return new Descriptor(mediaType, digest, size, platform, artifactType, new TreeMap<>(more));
  }

  /// The descriptor as a JSON object in the member order of Go's OCI structs.
  public JsonObject toJson() {
    var json = JsonObject.builder().put("mediaType", mediaType).put("digest", digest.toString());
    json.put("size", size);
    if (!annotations.isEmpty()) {
      json.put("annotations", JsonObject.of(annotations));
    }
    platform.ifPresent(p -> json.put("platform", toJson(p)));
    artifactType.ifPresent(type -> json.put("artifactType", type));
    return json.build();
  }

  private static JsonValue toJson(Platform platform) {
    var json =
        JsonObject.builder().put("architecture", platform.architecture()).put("os", platform.os());
    platform.variant().ifPresent(v -> json.put("variant", v));
    return json.build();
  }
}
