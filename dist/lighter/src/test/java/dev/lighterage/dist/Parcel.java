package dev.lighterage.dist;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.HttpSettings;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.registry.Registries;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A bundle to be moved: three files of random bytes, so that nothing gets smaller on the way, and
/// a runner that has an inventory and nothing else.
///
/// @param folder with the recipe
/// @param host the registry's `host:port`, as the recipe names it
record Parcel(Path folder, String host) {
  static final List<String> FILES = List.of("one", "two", "three");
  private static final int SIZE = 900_000;
  private static final String RUNNER = "runners/plain";

  /// Writes recipe and files; the same for one seed.
  static Parcel write(Path folder, String host, long seed) throws IOException {
    Files.createDirectories(folder);
    var random = new Random(seed);
    var artifacts = new StringBuilder();
    var steps = new StringBuilder();
    for (String name : FILES) {
      byte[] bytes = new byte[SIZE];
      random.nextBytes(bytes);
      Files.write(folder.resolve(name + ".bin"), bytes);
      artifacts.append("  %s: {file: ./%s.bin}\n".formatted(name, name));
      steps.append("    - files.put: {source: %s, to: /data/%s}\n".formatted(name, name));
    }
    Files.writeString(
        folder.resolve("lighter.yaml"),
        """
        name: parcel
        version: 1.0.0
        to: %s/bundles/parcel
        runner: %s/%s:1
        artifacts:
        %sactions:
          install:
        %s\
        """
            .formatted(host, host, RUNNER, artifacts, steps));
    return new Parcel(folder, host);
  }

  /// Puts the runner into the registry at `authority`.
  static void runner(String authority) throws IOException {
    try (var http = new Http(HttpSettings.ordinary())) {
      var nobody = Credentials.of(Environment.of(Map.of(), Path.of("/nowhere")));
      Store store = new Registries(http, nobody).repository(new Repository(authority, RUNNER));
      Bytes config = Json.canonical(config());
      Descriptor blob = Descriptor.of(MediaTypes.OCI_CONFIG, config);
      store.push(blob, Content.of(config));
      JsonObject manifest =
          JsonObject.builder()
              .put("schemaVersion", 2)
              .put("mediaType", MediaTypes.OCI_MANIFEST)
              .put("config", blob.toJson())
              .put("layers", JsonArray.of(List.of()))
              .build();
      store.tag(Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest)), "1");
    }
  }

  private static JsonObject config() throws IOException {
    Path descriptor = Path.of("../../mixins/files/mixin.json");
    Mixin files = Mixin.read(Json.readObject(Bytes.of(Files.readAllBytes(descriptor))));
    String label = Json.canonical(Inventory.of(List.of(files)).toJson()).text();
    Platform here = Platform.current();
    return JsonObject.builder()
        .put("architecture", here.architecture())
        .put("os", here.os())
        .put(
            "config",
            JsonObject.builder()
                .put("Labels", JsonObject.of(Map.of(Inventory.LABEL, label)))
                .build())
        .put(
            "rootfs",
            JsonObject.builder()
                .put("type", "layers")
                .put("diff_ids", JsonArray.of(List.of()))
                .build())
        .build();
  }
}
