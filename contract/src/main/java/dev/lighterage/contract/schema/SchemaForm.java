package dev.lighterage.contract.schema;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether a value is a schema of draft-07: [101.29] and the table of [101.30].
///
/// Written out instead of asking a validator for the meta-schema: a definition is judged whenever a
/// bundle is read, which must be quick in a cold process. A test holds both to each other.
public final class SchemaForm {
  private static final Set<String> TYPES =
      Set.of("null", "boolean", "object", "array", "string", "integer", "number");

  private final List<Violation> found = new ArrayList<>();

  private SchemaForm() {}

  /// What keeps `schema`, which stands at `path`, from being a schema; empty when it is one.
  /// Keywords that draft-07 does not have are let pass, as it demands.
  public static List<Violation> check(JsonValue schema, String path) {
    var form = new SchemaForm();
    form.schema(schema, path, "");
    return List.copyOf(form.found);
  }

  private void schema(JsonValue value, String path, String keyword) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, v) -> Keyword.find(name).ifPresent(k -> keyword(k, object.pathOf(name), v)));
      Keyword.subschemas(object).forEach(s -> schema(s.value(), s.path(), s.keyword().name()));
    } else if (!(value instanceof JsonBoolean)) {
      found.add(new Violation(path, keyword, "must be a schema: an object or a boolean"));
    }
  }

  /// The value of one keyword, but for the schemas inside it.
  private void keyword(Keyword keyword, String path, JsonValue value) {
    switch (keyword.shape()) {
      case ANYTHING, SCHEMA -> {}
      case TEXT -> require(value instanceof JsonString, keyword, path, "must be a string");
      case URI_REFERENCE ->
          require(
              value instanceof JsonString s && isUriReference(s.value()),
              keyword,
              path,
              "must be a URI reference");
      case PATTERN -> pattern(keyword, path, value);
      case FLAG -> require(value instanceof JsonBoolean, keyword, path, "must be a boolean");
      case NUMBER -> require(value instanceof JsonNumber, keyword, path, "must be a number");
      case POSITIVE_NUMBER ->
          require(
              value instanceof JsonNumber n && n.fitsDouble() && n.value().signum() > 0,
              keyword,
              path,
              "must be a number above 0");
      case COUNT ->
          require(
              value instanceof JsonNumber n && isCount(n),
              keyword,
              path,
              "must be an integer, 0 or more");
      case TYPES -> types(keyword, path, value);
      case NAMES -> names(keyword, path, value);
      case LIST -> require(value instanceof JsonArray, keyword, path, "must be an array");
      case CHOICES ->
          require(
              value instanceof JsonArray a && !a.values().isEmpty() && isUnique(a),
              keyword,
              path,
              "must be an array of at least one value, each of them once");
      case SCHEMAS ->
          require(
              value instanceof JsonArray a && !a.values().isEmpty(),
              keyword,
              path,
              "must be an array of at least one schema");
      case SCHEMA_OR_SCHEMAS ->
          require(
              !(value instanceof JsonArray a && a.values().isEmpty()),
              keyword,
              path,
              "must be a schema or an array of at least one");
      case SCHEMAS_BY_NAME ->
          require(value instanceof JsonObject, keyword, path, "must be an object of schemas");
      case SCHEMAS_BY_PATTERN -> patterns(keyword, path, value);
      case DEPENDENCIES -> dependencies(keyword, path, value);
    }
  }

  private void require(boolean right, Keyword keyword, String path, String why) {
    if (!right) {
      found.add(new Violation(path, keyword.name(), why));
    }
  }

  private void pattern(Keyword keyword, String path, JsonValue value) {
    if (value instanceof JsonString s) {
      EcmaPattern.problem(s.value())
          .ifPresent(why -> require(false, keyword, path, "must be a regular expression: " + why));
    } else {
      require(false, keyword, path, "must be a regular expression");
    }
  }

  private void patterns(Keyword keyword, String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .keySet()
          .forEach(name -> pattern(keyword, JsonPath.member(path, name), new JsonString(name)));
    } else {
      require(false, keyword, path, "must be an object of schemas");
    }
  }

  private void types(Keyword keyword, String path, JsonValue value) {
    boolean right =
        switch (value) {
          case JsonString s -> TYPES.contains(s.value());
          case JsonArray a ->
              !a.values().isEmpty()
                  && isUnique(a)
                  && a.values().stream()
                      .allMatch(v -> v instanceof JsonString s && TYPES.contains(s.value()));
          case JsonValue _ -> false;
        };
    require(
        right,
        keyword,
        path,
        "must be null, boolean, object, array, string, integer, number, or some of them, each"
            + " once");
  }

  private void names(Keyword keyword, String path, JsonValue value) {
    require(
        value instanceof JsonArray a
            && isUnique(a)
            && a.values().stream().allMatch(JsonString.class::isInstance),
        keyword,
        path,
        "must be an array of strings, each once");
  }

  private void dependencies(Keyword keyword, String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      object
          .members()
          .forEach(
              (name, v) -> {
                if (v instanceof JsonArray) {
                  names(keyword, JsonPath.member(path, name), v);
                }
              });
    } else {
      require(false, keyword, path, "must be an object of schemas or arrays of strings");
    }
  }

  private static boolean isCount(JsonNumber number) {
    return number.fitsDouble()
        && number.value().signum() >= 0
        && number.value().stripTrailingZeros().scale() <= 0;
  }

  private static boolean isUnique(JsonArray array) {
    return new HashSet<>(array.values()).size() == array.values().size();
  }

  private static boolean isUriReference(String text) {
    try {
      new URI(text);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
