package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;

/// A scalar: the text as written, whether it was plain (not quoted, no block), and the string,
/// number, boolean or null that it resolves to.
public record YamlScalar(String text, boolean plain, JsonValue value, Position at)
    implements YamlNode {

  /// The string; a plain scalar that resolves to another type is refused, because guessing would
  /// lose what the author wrote (`1.10` is the number 1.1).
  String string(String expected) {
    return switch (value) {
      case JsonString string -> string.value();
      case JsonNumber _, JsonBoolean _ ->
          throw wrongShape(expected).with("suggestion", "\"" + text + "\"");
      case JsonNull _, JsonArray _, JsonObject _ -> throw wrongShape(expected);
    };
  }

  @Override
  public JsonValue toJson() {
    return value;
  }

  @Override
  public String shape() {
    return switch (value) {
      case JsonNumber _ -> "the number " + text;
      case JsonBoolean _ -> "the boolean " + text;
      case JsonNull _ -> "nothing";
      case JsonString _, JsonArray _, JsonObject _ -> "a string";
    };
  }
}
