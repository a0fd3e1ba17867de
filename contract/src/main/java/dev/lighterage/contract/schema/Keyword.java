package dev.lighterage.contract.schema;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A keyword that a definition may hold, and the shape of its value.
///
/// Source: CNAB 101, "Definitions" ([101.30]), which is draft-07 of JSON Schema (draft-handrews-01)
/// word for word; `$schema` is of draft-07 alone.
public record Keyword(String name, Shape shape) {

  /// What the value of a keyword must be.
  public enum Shape {
    ANYTHING,
    TEXT,
    URI_REFERENCE,
    PATTERN,
    FLAG,
    NUMBER,
    POSITIVE_NUMBER,
    COUNT,
    TYPES,
    NAMES,
    LIST,
    CHOICES,
    SCHEMA,
    SCHEMA_OR_SCHEMAS,
    SCHEMAS,
    SCHEMAS_BY_NAME,
    SCHEMAS_BY_PATTERN,
    DEPENDENCIES
  }

  /// A schema inside another: the keyword under which it stands, where, and what it is.
  public record Subschema(Keyword keyword, String path, JsonValue value) {}

  private static final Map<String, Keyword> ALL = new TreeMap<>();

  static {
    all(Shape.ANYTHING, "const", "default");
    all(Shape.TEXT, "$comment", "title", "description", "format");
    all(Shape.TEXT, "contentEncoding", "contentMediaType");
    all(Shape.URI_REFERENCE, "$id", "$ref", "$schema");
    all(Shape.PATTERN, "pattern");
    all(Shape.FLAG, "uniqueItems", "readOnly", "writeOnly");
    all(Shape.NUMBER, "maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum");
    all(Shape.POSITIVE_NUMBER, "multipleOf");
    all(Shape.COUNT, "maxItems", "minItems", "maxLength", "minLength");
    all(Shape.COUNT, "maxProperties", "minProperties");
    all(Shape.TYPES, "type");
    all(Shape.NAMES, "required");
    all(Shape.LIST, "examples");
    all(Shape.CHOICES, "enum");
    all(Shape.SCHEMA, "additionalItems", "additionalProperties", "contains", "propertyNames");
    all(Shape.SCHEMA, "not", "if", "then", "else");
    all(Shape.SCHEMA_OR_SCHEMAS, "items");
    all(Shape.SCHEMAS, "allOf", "anyOf", "oneOf");
    all(Shape.SCHEMAS_BY_NAME, "definitions", "properties");
    all(Shape.SCHEMAS_BY_PATTERN, "patternProperties");
    all(Shape.DEPENDENCIES, "dependencies");
  }

  private static void all(Shape shape, String... names) {
    for (String name : names) {
      ALL.put(name, new Keyword(name, shape));
    }
  }

  /// The keyword `name`; empty when draft-07 has none, which then means nothing.
  public static Optional<Keyword> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /// The names of all keywords, sorted.
  public static Collection<String> names() {
    return ALL.keySet();
  }

  /// The schemas directly inside `schema`, as far as its keywords have the right shape.
  public static List<Subschema> subschemas(JsonObject schema) {
    var all = new ArrayList<Subschema>();
    schema
        .members()
        .forEach(
            (name, value) ->
                find(name).ifPresent(k -> k.addSubschemas(schema.pathOf(name), value, all)));
    return all;
  }

  private void addSubschemas(String path, JsonValue value, List<Subschema> all) {
    switch (shape) {
      case SCHEMA -> all.add(new Subschema(this, path, value));
      case SCHEMAS, SCHEMA_OR_SCHEMAS -> {
        if (value instanceof JsonArray array) {
          for (int i = 0; i < array.values().size(); i++) {
            all.add(new Subschema(this, JsonPath.element(path, i), array.values().get(i)));
          }
        } else if (shape == Shape.SCHEMA_OR_SCHEMAS) {
          all.add(new Subschema(this, path, value));
        }
      }
      case SCHEMAS_BY_NAME, SCHEMAS_BY_PATTERN, DEPENDENCIES -> {
        if (value instanceof JsonObject object) {
          object.members().forEach((name, v) -> addMember(JsonPath.member(path, name), v, all));
        }
      }
      case ANYTHING,
          TEXT,
          URI_REFERENCE,
          PATTERN,
          FLAG,
          NUMBER,
          POSITIVE_NUMBER,
          COUNT,
          TYPES,
          NAMES,
          LIST,
          CHOICES -> {}
    }
  }

  private void addMember(String path, JsonValue value, List<Subschema> all) {
    boolean names = shape == Shape.DEPENDENCIES && value instanceof JsonArray;
    if (!names) {
      all.add(new Subschema(this, path, value));
    }
  }
}
