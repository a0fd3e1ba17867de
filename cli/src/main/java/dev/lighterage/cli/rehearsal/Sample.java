package dev.lighterage.cli.rehearsal;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the rehearsal works on: an invocation image that holds nothing but says that it has a
/// mixin, and a bundle with one artifact of each kind.
final class Sample {
  /// The runner's tag.
  static final String TAG = "1";

  private static final Map<String, String> FILES =
      Map.of(
          "shop/charts/web/Chart.yaml",
          """
          apiVersion: v2
          name: web
          description: A chart
          version: 1.2.0
          """,
          "shop/charts/web/values.yaml",
          "greeting: Hello # to whoever comes\n",
          "shop/charts/web/.helmignore",
          "*.bak\n",
          "shop/charts/web/templates/map.yaml",
          "kind: ConfigMap\n",
          "shop/network.json",
          """
          {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
           "contentVersion": "1.0.0.0", "resources": []}
          """,
          "shop/folder/seed.sql",
          "select 1;\n",
          "shop/lighter.yaml",
          """
          name: shop
          version: 1.0.0
          to: @REGISTRY@/bundles/shop
          runner: @REGISTRY@/runners/sample:1
          artifacts:
            web:     {helm: ./charts/web}
            network: {arm: ./network.json}
            seed:    {file: ./folder/seed.sql}
            files:   {folder: ./folder}
          parameters:
            greeting: {type: string, default: Hello, env: GREETING}
          credentials:
            cloud: {path: /cnab/app/credentials/cloud.json}
          outputs:
            endpoint: {type: string}
          actions:
            install:
              - sample.up: {chart: web, with: {greeting: "${parameters.greeting}"}}
              - sample.put: {from: files}
          """);

  private static final String INVENTORY =
      """
      {"contract": 1, "mixins": {"sample": {"version": "1.0.0", "operations": {
        "up": {"inputs": {"chart": {"type": "artifact", "kinds": ["helm"], "required": true}, "with": {"type": "object"}},
               "outputs": ["endpoint"], "upgrade": "up", "uninstall": "down"},
        "down": {},
        "put": {"inputs": {"from": {"type": "artifact", "kinds": ["folder"], "required": true}},
                "upgrade": "put", "uninstall": "down"}}}}}
      """;

  private Sample() {}

  /// Writes the bundle's sources to `folder/shop`, for the registry at `authority`.
  static void write(Path folder, String authority) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue().replace("@REGISTRY@", authority));
    }
  }

  /// Puts the runner into `layout`.
  static void runner(LayoutStore layout) {
    String label = Json.canonical(Json.readObject(Bytes.utf8(INVENTORY))).text();
    JsonObject labels = JsonObject.builder().put("dev.lighterage.inventory", label).build();
    JsonObject config =
        JsonObject.builder()
            .put("architecture", Platform.current().architecture())
            .put("os", "linux")
            .put("config", JsonObject.builder().put("Labels", labels).build())
            .build();
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", blob(layout, MediaTypes.OCI_CONFIG, Json.canonical(config)).toJson())
            .put(
                "layers",
                JsonArray.of(
                    List.of(blob(layout, MediaTypes.OCI_LAYER_GZIP, Bytes.utf8("-")).toJson())))
            .build();
    layout.tag(Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest)), TAG);
  }

  private static Descriptor blob(LayoutStore layout, String mediaType, Bytes content) {
    Descriptor descriptor = Descriptor.of(mediaType, content);
    layout.push(descriptor, Content.of(content));
    return descriptor;
  }
}
