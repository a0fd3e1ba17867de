package dev.lighterage.oci.json;

/// Writes JSON as Go's `encoding/json` does, which wrote nearly every manifest in the field: no
/// spaces, members in their order, `<`, `>`, `&`, U+2028 and U+2029 escaped.
///
/// Source: Go 1.26, `encoding/json`, `appendString` with HTML escaping; `\b` and `\f` are Go
/// 1.22's.
final class GoWriter {
  private final StringBuilder out = new StringBuilder();

  private GoWriter() {}

  static String write(JsonValue value) {
    var writer = new GoWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonValue value) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNumber number -> out.append(number.text());
      case JsonString string -> string(string.value());
      case JsonArray array -> array(array);
      case JsonObject object -> object(object);
    }
  }

  private void array(JsonArray array) {
    String separator = "";
    out.append('[');
    for (JsonValue value : array.values()) {
      out.append(separator);
      value(value);
      separator = ",";
    }
    out.append(']');
  }

  private void object(JsonObject object) {
    String separator = "";
    out.append('{');
    for (var member : object.members().entrySet()) {
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
        default -> {
          if (c < 0x20) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private void escape(char c) {
    out.append(String.format("\\u%04x", (int) c));
  }
}
