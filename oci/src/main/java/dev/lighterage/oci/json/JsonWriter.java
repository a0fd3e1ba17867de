package dev.lighterage.oci.json;

import java.util.Map;
import java.util.TreeMap;

/// Writes JSON in one of its forms.
final class JsonWriter {
  /// What differs between the forms; all else is alike.
  enum Form {
    /// The JSON Canonicalization Scheme, RFC 8785: members sorted by UTF-16 code units, which is
    /// the order of `String.compareTo`; numbers as [EcmaScriptNumber] has them; no spaces.
    CANONICAL,

    /// As Go's `encoding/json` does, which wrote nearly every manifest in the field: no spaces,
    /// members in their order, numbers in their digits; `<`, `>`, `&`, U+2028 and U+2029 escaped.
    /// Source: Go 1.26, `encoding/json`, `appendString` with HTML escaping; `\b` and `\f` are Go
    /// 1.22's.
    GO,

    /// Members in their order and numbers in their digits, without spaces.
    LINE,

    /// The same for people: two spaces a level and one member a line.
    PRETTY
  }

  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final Form form;

  private JsonWriter(Form form) {
    this.form = form;
  }

  static String write(JsonValue value, Form form) {
    var writer = new JsonWriter(form);
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(JsonValue value, int level) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNumber number ->
          out.append(form == Form.CANONICAL ? EcmaScriptNumber.text(number) : number.text());
      case JsonString string -> string(string.value());
      case JsonArray array -> array(array, level);
      case JsonObject object -> object(object, level);
    }
  }

  private void array(JsonArray array, int level) {
    char before = '[';
    for (JsonValue value : array.values()) {
      line(before, level + 1);
      value(value, level + 1);
      before = ',';
    }
    close(before, ']', level);
  }

  private void object(JsonObject object, int level) {
    char before = '{';
    for (var member : members(object).entrySet()) {
      line(before, level + 1);
      string(member.getKey());
      out.append(form == Form.PRETTY ? ": " : ":");
      value(member.getValue(), level + 1);
      before = ',';
    }
    close(before, '}', level);
  }

  private Map<String, JsonValue> members(JsonObject object) {
    return form == Form.CANONICAL ? new TreeMap<>(object.members()) : object.members();
  }

  private void line(char before, int level) {
    out.append(before);
    if (form == Form.PRETTY) {
      out.append('\n').repeat("  ", level);
    }
  }

  /// What is empty stays on its line: `before` is still what opens it then.
  private void close(char before, char end, int level) {
    if (before != ',') {
      out.append(before);
    } else if (form == Form.PRETTY) {
      out.append('\n').repeat("  ", level);
    }
    out.append(end);
  }

  /// RFC 8785, section 3.2.2.2, and what [Form#GO] adds.
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
        default -> {
          if (c < 0x20 || (form == Form.GO && isEscapedByGo(c))) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isEscapedByGo(char c) {
    return c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
