package dev.lighterage.runtool;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;

/// Values as text: strings as they stand, all else as JSON on one line.
final class Texts {
  private Texts() {}

  /// The text of `value` in an argument, a variable, or an output's file ([103.27]).
  static String of(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(String digits) -> digits;
      case JsonArray _, JsonBoolean _, JsonNull _, JsonObject _ -> Json.line(value);
    };
  }

  /// `value` as a JSON document that is a YAML 1.2 and 1.1 document too: characters that YAML does
  /// not print or takes for line ends are escaped (YAML 1.2.2, 5.1 and 5.4).
  static String document(JsonValue value) {
    String text = Json.pretty(value);
    var out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029' || c == '\ufeff') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('\n').toString();
  }
}
