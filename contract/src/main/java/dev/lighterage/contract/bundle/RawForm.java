package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/// Where the text of a document is not what RFC 8785 writes: white space, the order of members,
/// escapes, the form of numbers.
///
/// Goes through the text beside the values that were read from it.
final class RawForm {
  private static final String RULE = "stable.bytes";

  private final String text;
  private final Findings findings;
  private int at;
  private boolean spaces;

  private RawForm(String text, Findings findings) {
    this.text = text;
    this.findings = findings;
  }

  /// `value` is what was read from `bytes`.
  static void check(Bytes bytes, JsonValue value, Findings findings) {
    var form = new RawForm(bytes.text(), findings);
    form.value(JsonPath.ROOT, value);
    form.skipSpaces();
    findings.require(!form.spaces, RULE, JsonPath.ROOT, "has white space between its values");
  }

  private void value(String path, JsonValue value) {
    skipSpaces();
    switch (value) {
      case JsonObject object -> object(path, object);
      case JsonArray array -> array(path, array);
      case JsonString string -> string(path, string);
      case JsonNumber number -> number(path, number);
      case JsonBoolean bool -> at += Boolean.toString(bool.value()).length();
      case JsonNull _ -> at += "null".length();
    }
  }

  private void object(String path, JsonObject object) {
    List<String> names = List.copyOf(object.members().keySet());
    var sorted = new ArrayList<>(names);
    sorted.sort(null);
    findings.require(
        names.equals(sorted), RULE, path, "has members out of the order of UTF-16 code units");
    skipMark();
    object
        .members()
        .forEach(
            (name, value) -> {
              skipSpaces();
              string(object.pathOf(name), new JsonString(name));
              skipMark();
              value(object.pathOf(name), value);
              skipComma();
            });
    skipMark();
  }

  private void array(String path, JsonArray array) {
    skipMark();
    for (int i = 0; i < array.values().size(); i++) {
      value(JsonPath.element(path, i), array.values().get(i));
      skipComma();
    }
    skipMark();
  }

  private void string(String path, JsonString string) {
    String written = Json.canonical(string).text();
    if (text.startsWith(written, at)) {
      at += written.length();
      return;
    }
    findings.error(RULE, path, "has an escape that RFC 8785 writes otherwise");
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void number(String path, JsonNumber number) {
    at += number.text().length();
    if (!number.fitsDouble()) {
      findings.error("stable.number", path, "is a number that no double holds");
    } else if (!Json.canonical(number).text().equals(number.text())) {
      findings.error(
          "stable.number", path, "becomes " + Json.canonical(number).text() + " as a double");
    }
  }

  private void skipSpaces() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      spaces = true;
      at++;
    }
  }

  /// One of `{`, `}`, `[`, `]` and `:`.
  private void skipMark() {
    skipSpaces();
    at++;
  }

  private void skipComma() {
    skipSpaces();
    if (text.charAt(at) == ',') {
      at++;
    }
  }
}
