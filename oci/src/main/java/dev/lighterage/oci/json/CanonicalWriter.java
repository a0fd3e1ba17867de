package dev.lighterage.oci.json;

import dev.lighterage.oci.value.Failure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.TreeMap;

/// Writes the JSON Canonicalization Scheme: RFC 8785.
///
/// Members are sorted by UTF-16 code units, which is the order of `String.compareTo`; numbers are
/// written as ECMAScript does (section 3.2.2.3) and so pass through a double.
final class CanonicalWriter {
  private final StringBuilder out = new StringBuilder();

  private CanonicalWriter() {}

  static String write(JsonValue value) {
    var writer = new CanonicalWriter();
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonValue value) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean bool -> out.append(bool.value());
      case JsonNumber number -> out.append(ecmaScript(number));
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
    for (var member : new TreeMap<>(object.members()).entrySet()) {
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      separator = ",";
    }
    out.append('}');
  }

  /// RFC 8785, section 3.2.2.2.
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
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// The shortest digits that give the double back, laid out by ECMA-262, "Number::toString".
  static String ecmaScript(JsonNumber number) {
    double value = Double.parseDouble(number.text());
    if (!Double.isFinite(value)) {
      throw Failure.of(Failure.Kind.INVALID, "number beyond a double", number.text());
    }
    if (value == 0) {
      return "0";
    }
    // Since JDK 19 Double.toString gives the shortest digits, but never fewer than two; apart from
    // that only their layout differs.
    String java = Double.toString(Math.abs(value));
    if (Math.abs(value) < Double.MIN_NORMAL) {
      java = shortest(Math.abs(value), java);
    }
    int e = java.indexOf('E');
    String mantissa = e < 0 ? java : java.substring(0, e);
    int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
    int dot = mantissa.indexOf('.');
    String whole = mantissa.substring(0, dot);
    String fraction = mantissa.substring(dot + 1);
    String digits = (whole + fraction).replaceFirst("^0+", "");
    int point = whole.equals("0") ? leadingZeros(fraction) : whole.length() + exponent;
    if (whole.equals("0")) {
      point = -point + exponent;
    }
    digits = digits.replaceFirst("0+$", "");
    return (value < 0 ? "-" : "") + layOut(digits, point);
  }

  /// For a number so small that one digit may name it where Java writes two nearer ones: 5e-324.
  private static String shortest(double value, String java) {
    BigDecimal oneDigit = new BigDecimal(value).round(new MathContext(1));
    return oneDigit.doubleValue() == value
        ? oneDigit.unscaledValue() + ".0E" + -oneDigit.scale()
        : java;
  }

  private static int leadingZeros(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(count) == '0') {
      count++;
    }
    return count;
  }

  /// `digits` with the decimal point after the first `point` of them.
  private static String layOut(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String exponent = (point > 0 ? "+" : "-") + Math.abs(point - 1);
    String rest = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + rest + "e" + exponent;
  }
}
