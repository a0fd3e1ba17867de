package dev.lighterage.cnab.kind;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an artifact's manifest is written: members in the order of Go's `v1.Manifest`, those that
/// are absent left out. Source: image-spec 1.1, specs-go/v1/manifest.go.
record ManifestForm(
    boolean withMediaType,
    Optional<String> artifactType,
    Descriptor config,
    List<Descriptor> layers,
    SortedMap<String, String> annotations) {

  /// As ORAS writes: with `mediaType`, without `artifactType`.
  static ManifestForm of(Descriptor config, Descriptor layer) {
    return new ManifestForm(true, Optional.empty(), config, List.of(layer), new TreeMap<>());
  }

  Manifest.Image write() {
    var json = JsonObject.builder().put("schemaVersion", 2);
    if (withMediaType) {
      json.put("mediaType", MediaTypes.OCI_MANIFEST);
    }
    artifactType.ifPresent(type -> json.put("artifactType", type));
    json.put("config", config.toJson());
    json.put("layers", JsonArray.of(layers.stream().map(Descriptor::toJson).toList()));
    if (!annotations.isEmpty()) {
      json.put("annotations", JsonObject.of(annotations));
    }
    Bytes bytes = Json.go(json.build());
    return (Manifest.Image) Manifest.read(MediaTypes.OCI_MANIFEST, bytes);
  }
}
