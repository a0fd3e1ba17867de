package dev.lighterage.contract.schema;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Our values as Jackson's nodes, which the validator wants: the only place where they are made.
final class JacksonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JacksonTree() {}

  static JsonNode of(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> NODES.nullNode();
      case JsonBoolean bool -> NODES.booleanNode(bool.value());
      case JsonNumber number -> number(number);
      case JsonString string -> NODES.stringNode(string.value());
      case JsonArray array -> {
        var node = NODES.arrayNode(array.values().size());
        array.values().forEach(v -> node.add(of(v)));
        yield node;
      }
      case JsonObject object -> {
        var node = NODES.objectNode();
        object.members().forEach((name, v) -> node.set(name, of(v)));
        yield node;
      }
    };
  }

  private static JsonNode number(JsonNumber number) {
    return number.isPlainInteger()
        ? NODES.numberNode(new BigInteger(number.text()))
        : NODES.numberNode(number.value());
  }
}
