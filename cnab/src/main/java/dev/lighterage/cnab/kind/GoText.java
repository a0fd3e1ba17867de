package dev.lighterage.cnab.kind;

import dev.lighterage.cnab.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Helm makes of a plain scalar where its field is a string: Chart.yaml says `appVersion:
/// 1.10` and Helm reads `1.1`. Whoever packs for Helm must read the same.
///
/// Source: sigs.k8s.io/yaml 1.6, `convertToJSONableObject`, over go-yaml 2, resolve.go: YAML 1.1
/// numbers and booleans; floats are written by `strconv.FormatFloat(f, 'g', -1, 32)`.
final class GoText {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  /// `strconv.ParseInt(text, 0, 64)`, underscores taken out before.
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");

  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /// Longer ones are no numbers that anybody writes, and Go would read infinity.
  private static final int LONGEST_NUMBER = 64;

  private GoText() {}

  /// The string that Helm reads; empty for null.
  static String of(YamlScalar scalar) {
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (NULL.contains(text)) {
      return "";
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return Boolean.toString(TRUE.contains(text));
    }
    return text.length() > LONGEST_NUMBER ? text : number(text);
  }

  /// Whether a plain scalar is true where the field is a boolean.
  static boolean isTrue(YamlScalar scalar) {
    return scalar.plain() && TRUE.contains(scalar.text());
  }

  private static String number(String text) {
    String digits = text.replace("_", "");
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      BigInteger value = integer(integer);
      if (value.bitLength() <= (value.signum() < 0 ? 63 : 64)) {
        return value.toString();
      }
    }
    if (FLOAT.matcher(digits).matches()) {
      double value = Double.parseDouble(digits);
      return Double.isInfinite(value) ? text : general(value);
    }
    return text;
  }

  private static BigInteger integer(Matcher m) {
    BigInteger value =
        m.group(2) != null
            ? new BigInteger(m.group(2), 16)
            : m.group(3) != null
                ? new BigInteger(m.group(3), 2)
                : m.group(4) != null ? new BigInteger(m.group(4), 8) : new BigInteger(m.group(5));
    return m.group(1).equals("-") ? value.negate() : value;
  }

  /// Go's `%g` with the fewest digits that name the float: an exponent below -4, or of 6 and more
  /// (strconv, ftoa.go, `formatDigits`).
  private static String general(double value) {
    float f = (float) value;
    if (Float.isInfinite(f)) {
      return f > 0 ? "+Inf" : "-Inf";
    }
    var decimal = new BigDecimal(Float.toString(f)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    String sign = decimal.signum() < 0 || 1 / f < 0 ? "-" : "";
    if (decimal.signum() == 0) {
      return sign + "0";
    }
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= -4 && exponent < 6) {
      return sign + decimal.abs().toPlainString();
    }
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power =
        (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return sign + digits.charAt(0) + fraction + "e" + power;
  }
}
