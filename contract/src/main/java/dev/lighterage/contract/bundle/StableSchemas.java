package dev.lighterage.contract.bundle;

import dev.lighterage.contract.schema.Keyword;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.util.Set;

/// Whether definitions come out of cnab-go as they went in.
///
/// Source: `bundle/definition/schema.go` of cnab-go 0.26.4: typed fields for most keywords, and
/// untyped ones, which keep anything but null, for a few.
final class StableSchemas {
  /// Keywords of draft-07 that cnab-go lacks.
  private static final Set<String> LACKING = Set.of("maxItems", "maxProperties");

  /// Fields that hold any value, so that a schema in them is not looked at.
  private static final Set<String> UNTYPED =
      Set.of("additionalItems", "additionalProperties", "dependencies", "items");

  private final Findings findings;

  private StableSchemas(Findings findings) {
    this.findings = findings;
  }

  static void check(Part root, Findings findings) {
    var schemas = new StableSchemas(findings);
    root.part("definitions")
        .ifPresent(
            all ->
                all.json()
                    .members()
                    .forEach(
                        (name, value) -> {
                          // cnab-go keeps a null here, though it is no schema.
                          if (!(value instanceof JsonNull)) {
                            schemas.schema(all.pathOf(name), value);
                          }
                        }));
  }

  static void check(String path, JsonObject schema, Findings findings) {
    new StableSchemas(findings).schema(path, schema);
  }

  private void schema(String path, JsonValue value) {
    if (!(value instanceof JsonObject schema)) {
      findings.error("stable.keyword", path, "is no object, which other tools refuse");
      return;
    }
    schema.members().forEach((name, v) -> keyword(name, JsonPath.member(path, name), v));
    Keyword.subschemas(schema).stream()
        .filter(inner -> !UNTYPED.contains(inner.keyword().name()))
        .forEach(inner -> schema(inner.path(), inner.value()));
  }

  private void keyword(String name, String path, JsonValue value) {
    if (Keyword.find(name).isEmpty() || LACKING.contains(name)) {
      findings.error("stable.keyword", path, "is no keyword that other tools keep");
    } else if (value instanceof JsonNull) {
      findings.error("stable.null", path, "is null, which other tools drop");
    } else {
      shape(Keyword.find(name).orElseThrow(), path, value);
    }
  }

  private void shape(Keyword keyword, String path, JsonValue value) {
    boolean kept =
        switch (keyword.shape()) {
          case TEXT, URI_REFERENCE -> !value.equals(new JsonString(""));
          case NAMES, LIST, CHOICES, SCHEMAS ->
              !(value instanceof JsonArray array && array.values().isEmpty());
          case SCHEMAS_BY_NAME, SCHEMAS_BY_PATTERN, DEPENDENCIES ->
              !(value instanceof JsonObject object && object.members().isEmpty());
          case COUNT -> value instanceof JsonNumber number && number.isPlainInteger();
          case FLAG -> value instanceof JsonBoolean;
          case ANYTHING, NUMBER, PATTERN, POSITIVE_NUMBER, SCHEMA, SCHEMA_OR_SCHEMAS, TYPES -> true;
        };
    findings.require(
        kept, "stable.empty", path, "is empty or of a form that other tools drop or refuse");
  }
}
