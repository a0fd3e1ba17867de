package dev.lighterage.contract.bundle;

import dev.lighterage.contract.schema.Definitions;
import dev.lighterage.contract.schema.Keyword;
import dev.lighterage.contract.schema.SchemaForm;
import dev.lighterage.contract.schema.Violation;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Map;

/// Rules about definitions, which are schemas.
final class DefinitionRules {
  private final Findings findings;

  private DefinitionRules(Findings findings) {
    this.findings = findings;
  }

  /// Whether each is a schema.
  static void check(Part root, Findings findings) {
    var rules = new DefinitionRules(findings);
    root.part("definitions")
        .ifPresent(
            all -> all.json().members().forEach((n, value) -> rules.schema(all.pathOf(n), value)));
  }

  /// Whether the default of each is one of its own values, which CNAB only recommends; apart,
  /// because it needs a validator.
  static void checkDefaults(Part root, Findings findings) {
    root.byName("definitions")
        .forEach(
            (name, schema) ->
                schema
                    .json()
                    .find("default")
                    .ifPresent(preset -> preset(name, schema, preset, findings)));
  }

  private void schema(String path, JsonValue value) {
    for (Violation violation : SchemaForm.check(value, path)) {
      String rule = violation.keyword().isEmpty() ? "101.29" : "101.30";
      findings.error(rule, violation.path(), violation.why());
    }
    variants(value);
  }

  /// A keyword that only Go takes for one: `Default` means nothing to a validator.
  private void variants(JsonValue value) {
    if (value instanceof JsonObject schema) {
      for (String name : schema.members().keySet()) {
        if (Keyword.find(name).isEmpty()) {
          Members.variant(name, Keyword.names())
              .ifPresent(
                  keyword ->
                      findings.error(
                          "101.30",
                          schema.pathOf(name),
                          "is read as `" + keyword + "` by tools that disregard case"));
        }
      }
      Keyword.subschemas(schema).forEach(inner -> variants(inner.value()));
    }
  }

  private static void preset(String name, Part schema, JsonValue preset, Findings findings) {
    if (!SchemaForm.check(schema.json(), JsonPath.ROOT).isEmpty()) {
      return;
    }
    try {
      List<Violation> wrong = new Definitions(Map.of(name, schema.json())).check(name, preset);
      wrong.forEach(v -> findings.warning("101.30", schema.pathOf("default"), v.why()));
    } catch (Failure unusable) {
      findings.warning(
          "101.29", schema.path(), unusable.facts().getOrDefault("why", unusable.what()));
    }
  }
}
