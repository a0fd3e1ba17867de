package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.math.BigDecimal;

/// Writes a definition in the form that passes through the other CNAB tools as it is, so that its
/// digest, and signatures over it, outlive a copy. Source: cnab-spec.md 2.4.
public final class StableForm {
  private StableForm() {}

  /// `definition` in RFC 8785. Fails with `INVALID` at the JSON path of the first part that other
  /// tools would drop or rewrite ([Stability]), or of a number that is another one as a double,
  /// which is what RFC 8785 writes.
  public static Bytes write(JsonObject definition) {
    requireExact(JsonPath.ROOT, definition);
    Bytes bytes = Json.canonical(definition);
    Stability.check(bytes).stream()
        .findFirst()
        .ifPresent(
            finding -> {
              throw unstable(finding.path(), "it " + finding.why());
            });
    return bytes;
  }

  private static void requireExact(String path, JsonValue value) {
    switch (value) {
      case JsonObject object ->
          object.members().forEach((name, v) -> requireExact(JsonPath.member(path, name), v));
      case JsonArray array -> {
        for (int i = 0; i < array.values().size(); i++) {
          requireExact(JsonPath.element(path, i), array.values().get(i));
        }
      }
      case JsonNumber number -> {
        if (!number.fitsDouble()) {
          throw unstable(path, "it is a number that no double holds");
        }
        String kept = Json.canonical(number).text();
        if (new BigDecimal(kept).compareTo(new BigDecimal(number.text())) != 0) {
          throw unstable(path, "it becomes " + kept + ", the nearest double");
        }
      }
      case JsonBoolean _, JsonNull _, JsonString _ -> {}
    }
  }

  private static Failure unstable(String path, String why) {
    return Failure.of(
            Failure.Kind.INVALID, "other CNAB tools would not keep a part of the bundle", path)
        .with("why", why);
  }
}
