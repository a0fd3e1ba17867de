package dev.lighterage.cnab.index;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import java.util.List;

/// The manifest whose config is the bundle definition (CNAB 201, [W1], [W6]).
final class ConfigManifest {
  private ConfigManifest() {}

  static Manifest.Image of(Bundle bundle, Form form) {
    Descriptor config = Descriptor.of(form.config(), bundle.bytes());
    Bytes bytes =
        MediaTypes.DOCKER_MANIFEST.equals(form.manifest())
            ? docker(form, config)
            : Json.go(
                JsonObject.builder()
                    .put("schemaVersion", 2)
                    .put("config", config.toJson())
                    .put("layers", JsonNull.NULL)
                    .build());
    return (Manifest.Image) Manifest.read(form.manifest(), bytes);
  }

  /// Docker's form, with its own order of members, three spaces a level, and the config once more
  /// as a layer, since Docker wants one.
  private static Bytes docker(Form form, Descriptor config) {
    JsonObject blob =
        JsonObject.builder()
            .put("mediaType", config.mediaType())
            .put("size", config.size())
            .put("digest", config.digest().toString())
            .build();
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", form.manifest())
            .put("config", blob)
            .put("layers", JsonArray.of(List.of(blob)))
            .build();
    // What is written here has no string with a space at its beginning, so widening is safe.
    return Bytes.utf8(widen(Json.pretty(manifest)));
  }

  /// From two spaces a level to three.
  private static String widen(String pretty) {
    var out = new StringBuilder();
    for (String line : pretty.split("\n", -1)) {
      int spaces = line.length() - line.stripLeading().length();
      out.append(out.isEmpty() ? "" : "\n").append(" ".repeat(spaces / 2 * 3));
      out.append(line.stripLeading());
    }
    return out.toString();
  }
}
