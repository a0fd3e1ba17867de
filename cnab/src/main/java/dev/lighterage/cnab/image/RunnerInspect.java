package dev.lighterage.cnab.image;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an invocation image says of itself, read from its manifest and config alone: no layer is
/// asked for.
///
/// @param inventory its mixins; empty for an image that is no runner of ours
/// @param size of all blobs, in bytes
public record RunnerInspect(
    Manifest.Image manifest,
    Platform platform,
    Optional<Inventory> inventory,
    SortedMap<String, String> labels,
    List<String> entryPoint,
    String user,
    long size) {

  /// 1 MiB: the inventory is a label, and stays far below.
  private static final int CONFIG_LIMIT = 1 << 20;

  private static final Set<String> CONFIGS =
      Set.of(MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG);

  /// Looks at an image manifest; asks `source` for one blob, the config. Fails with `INVALID` for
  /// an artifact that is no image of a container or an inventory that cannot be read, `UNSUPPORTED`
  /// for one of another run contract.
  public static RunnerInspect of(Source source, Manifest.Image manifest) {
    Descriptor config = manifest.config();
    if (!CONFIGS.contains(config.mediaType())) {
      throw Failure.of(
              Failure.Kind.INVALID,
              "no image of a container",
              source.name() + "@" + manifest.descriptor().digest())
          .with("found", manifest.artifactType().orElse(config.mediaType()));
    }
    return of(manifest, Verified.read(config, source.blob(config), CONFIG_LIMIT));
  }

  /// The same from a config that was read already.
  public static RunnerInspect of(Manifest.Image manifest, Bytes config) {
    return Json.in(
        "image config " + manifest.config().digest(), () -> of(manifest, Json.readObject(config)));
  }

  private static RunnerInspect of(Manifest.Image manifest, JsonObject json) {
    JsonObject run = json.findObject("config").orElseGet(() -> JsonObject.builder().build());
    SortedMap<String, String> labels = labels(run);
    return new RunnerInspect(
        manifest,
        new Platform(
            json.findString("os").orElse(""),
            json.findString("architecture").orElse(""),
            json.findString("variant")),
        Optional.ofNullable(labels.get(Inventory.LABEL)).map(RunnerInspect::inventory),
        labels,
        run.findArray("Entrypoint").map(JsonArray::strings).orElse(List.of()),
        run.findString("User").orElse(""),
        manifest.children().stream().mapToLong(Descriptor::size).sum());
  }

  private static SortedMap<String, String> labels(JsonObject run) {
    var all = new TreeMap<String, String>();
    run.findObject("Labels")
        .ifPresent(found -> found.members().keySet().forEach(k -> all.put(k, found.string(k))));
    return Collections.unmodifiableSortedMap(all);
  }

  private static Inventory inventory(String label) {
    try {
      return Inventory.read(Json.readObject(Bytes.utf8(label)));
    } catch (Failure failure) {
      throw failure.with("label", Inventory.LABEL);
    }
  }
}
