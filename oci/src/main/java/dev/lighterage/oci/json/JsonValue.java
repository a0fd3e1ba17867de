package dev.lighterage.oci.json;

/// A JSON value, as a closed set of shapes (RFC 8259, section 3).
public sealed interface JsonValue
    permits JsonArray, JsonBoolean, JsonNull, JsonNumber, JsonObject, JsonString {

  /// The word for this shape in messages: `an object`, `a string` …
  String shape();
}
