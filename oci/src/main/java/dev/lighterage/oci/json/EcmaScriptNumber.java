package dev.lighterage.oci.json;

import dev.lighterage.oci.value.Failure;
import java.math.BigDecimal;
import java.math.MathContext;

/// A number as ECMAScript writes it, for which it passes through a double: RFC 8785, section
/// 3.2.2.3.
final class EcmaScriptNumber {
  private EcmaScriptNumber() {}

  /// The shortest digits that give the double back, laid out by ECMA-262, "Number::toString".
  static String text(JsonNumber number) {
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
