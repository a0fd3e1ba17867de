package dev.lighterage.oci.json;

/// Writes JSON with members in their order and numbers in their digits: for people, two spaces a
/// level and one member a line, or all on one line.
final class PrettyWriter {
  private final StringBuilder out = new StringBuilder();

  private final boolean oneLine;

  private PrettyWriter(boolean oneLine) {
    this.oneLine = oneLine;
  }

  static String write(JsonValue value) {
    return write(value, false);
  }

  static String onOneLine(JsonValue value) {
    return write(value, true);
  }

  private static String write(JsonValue value, boolean oneLine) {
    var writer = new PrettyWriter(oneLine);
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
      out.append(CanonicalWriter.write(new JsonString(member.getKey())))
          .append(oneLine ? ":" : ": ");
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
    out.append(before);
    if (!oneLine) {
      out.append('\n').append("  ".repeat(level));
    }
  }
}
