package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Test documents, and how others are made of them.
final class Documents {
  static final Path RESOURCES = Path.of("src/test/resources");

  private Documents() {}

  static Bytes bytes(String file) {
    try {
      return Bytes.of(Files.readAllBytes(RESOURCES.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject json(String text) {
    return Json.readObject(Bytes.utf8(text));
  }

  /// A sound definition with everything in it.
  static JsonObject base() {
    return Json.readObject(bytes("rules/base.json"));
  }

  /// `base` with `patch` merged into it (RFC 7396: null removes a member).
  static Bytes patched(String patch) {
    return Bytes.utf8(Json.pretty(merge(base(), json(patch))));
  }

  private static JsonObject merge(JsonObject to, JsonObject patch) {
    var result = JsonObject.builder();
    to.members()
        .forEach(
            (name, value) -> {
              if (patch.find(name).isEmpty()) {
                result.put(name, value);
              }
            });
    patch
        .members()
        .forEach(
            (name, value) -> {
              if (!(value instanceof JsonNull)) {
                result.put(name, merged(to.find(name).orElse(JsonNull.NULL), value));
              }
            });
    return result.build();
  }

  private static JsonValue merged(JsonValue to, JsonValue patch) {
    return patch instanceof JsonObject changes
        ? merge(to instanceof JsonObject old ? old : JsonObject.builder().build(), changes)
        : patch;
  }
}
