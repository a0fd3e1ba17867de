package dev.lighterage.oci.json;

/// Writes JSON for people to read: two spaces a level, one member a line, members in their order.
final class PrettyWriter {
  private final StringBuilder out = new StringBuilder();

  private PrettyWriter() {}

  static String write(JsonValue value) {
    var writer = new PrettyWriter();
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(JsonValue value, int level) {
    switch (value) {
      case JsonObject object when !object.members().isEmpty() -> object(object, level);
      case JsonArray array when !array.values().isEmpty() -> array(array, level);
      case JsonNumber number -> out.append(number.text());
      case JsonArray _, JsonBoolean _, JsonNull _, JsonObject _, JsonString _ ->
          out.append(CanonicalWriter.write(value));
    }
  }

  private void object(JsonObject object, int level) {
    String separator = "{";
    for (var member : object.members().entrySet()) {
      line(separator, level + 1);
      out.append(CanonicalWriter.write(new JsonString(member.getKey()))).append(": ");
      value(member.getValue(), level + 1);
      separator = ",";
    }
    line("", level);
    out.append('}');
  }

  private void array(JsonArray array, int level) {
    String separator = "[";
    for (JsonValue value : array.values()) {
      line(separator, level + 1);
      value(value, level + 1);
      separator = ",";
    }
    line("", level);
    out.append(']');
  }

  private void line(String before, int level) {
    out.append(before).append('\n').append("  ".repeat(level));
  }
}
