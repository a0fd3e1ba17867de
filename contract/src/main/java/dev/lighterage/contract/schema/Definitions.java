package dev.lighterage.contract.schema;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The definitions of one bundle: what parameters and outputs are held to ([101.33], draft-07).
///
/// Each definition is a schema of its own; a `$ref` reaches inside it or names draft-07's
/// meta-schema, and nothing is ever fetched. Accessors fail with [Failure.Kind#INVALID] for a name
/// that is not defined.
public final class Definitions {
  private final SortedMap<String, JsonObject> definitions;

  public Definitions(Map<String, JsonObject> definitions) {
    this.definitions = new TreeMap<>(definitions);
  }

  /// What keeps `value` from being one of definition `name`; empty when it is. Fails with
  /// [Failure.Kind#INVALID] when the definition is no schema, and with [Failure.Kind#UNSUPPORTED]
  /// when it refers to a schema elsewhere.
  public List<Violation> check(String name, JsonValue value) {
    JsonObject schema = definition(name);
    List<Violation> found = Validator.check(name, schema, value);
    return isWriteOnly(schema)
        ? found.stream().map(Definitions::hidden).distinct().toList()
        : found;
  }

  /// Fails with [Failure.Kind#INVALID] unless `value` is one of definition `name`; `subject` is
  /// what the value is for, such as `parameter replicas`.
  public void require(String subject, String name, JsonValue value) {
    List<Violation> found = check(name, value);
    if (!found.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "value is not what its definition asks for", subject)
          .with("definition", name)
          .with("why", String.join("; ", found.stream().map(Violation::toString).toList()));
    }
  }

  /// The default of definition `name`, if it has one other than null.
  public Optional<JsonValue> preset(String name) {
    return definition(name).find("default").filter(v -> !(v instanceof JsonNull));
  }

  /// Whether values of definition `name`, or any part of them, must not be shown ([101.32]).
  public boolean isWriteOnly(String name) {
    return isWriteOnly(definition(name));
  }

  /// The value that a person meant who wrote `text` for definition `name`: the text itself where a
  /// string is allowed and nothing else that the text could be, else JSON. Fails with
  /// [Failure.Kind#INVALID], without the text where it must not be shown.
  public JsonValue read(String name, String text) {
    JsonObject schema = definition(name);
    List<String> types = types(schema);
    if (types.equals(List.of("string"))) {
      return new JsonString(text);
    }
    Optional<JsonValue> json = json(text).filter(v -> types.isEmpty() || isOf(types, v));
    if (json.isPresent()) {
      return json.get();
    }
    if (types.isEmpty() || types.contains("string")) {
      return new JsonString(text);
    }
    Failure failure =
        Failure.of(Failure.Kind.INVALID, "value of another type", name)
            .with("expected", String.join(" or ", types));
    throw isWriteOnly(schema) ? failure : failure.with("found", text);
  }

  /// `value` as a run gets it in a variable or file: a string as it is, all else as JSON text (CNAB
  /// 103, "Passing Parameter Values", [103.30]).
  public static String text(JsonValue value) {
    return value instanceof JsonString string ? string.value() : Json.canonical(value).text();
  }

  private JsonObject definition(String name) {
    JsonObject found = definitions.get(name);
    if (found == null) {
      throw Failure.of(Failure.Kind.INVALID, "no such definition", name)
          .with("known", String.join(", ", definitions.keySet()));
    }
    return found;
  }

  private static Violation hidden(Violation violation) {
    return new Violation("$", violation.keyword(), "does not meet " + violation.keyword());
  }

  private static boolean isWriteOnly(JsonObject schema) {
    return schema.find("writeOnly").filter(new JsonBoolean(true)::equals).isPresent()
        || Keyword.subschemas(schema).stream()
            .anyMatch(s -> s.value() instanceof JsonObject inner && isWriteOnly(inner));
  }

  private static List<String> types(JsonObject schema) {
    return schema
        .find("type")
        .map(
            type ->
                switch (type) {
                  case JsonString one -> List.of(one.value());
                  case JsonArray several -> several.strings();
                  case JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _ -> List.<String>of();
                })
        .orElse(List.of());
  }

  private static Optional<JsonValue> json(String text) {
    try {
      return Optional.of(Json.read(Bytes.utf8(text)));
    } catch (Failure notJson) {
      return Optional.empty();
    }
  }

  private static boolean isOf(List<String> types, JsonValue value) {
    return switch (value) {
      case JsonNull _ -> types.contains("null");
      case JsonBoolean _ -> types.contains("boolean");
      case JsonNumber _ -> types.contains("integer") || types.contains("number");
      case JsonArray _ -> types.contains("array");
      case JsonObject _ -> types.contains("object");
      case JsonString _ -> false;
    };
  }
}
