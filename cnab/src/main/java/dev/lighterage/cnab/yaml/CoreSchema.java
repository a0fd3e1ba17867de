package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a plain scalar resolves to: YAML 1.2.2, section 10.3.2, "Tag Resolution" of the core
/// schema. `yes`, `on`, `1_000` and `12:30` are strings.
final class CoreSchema {
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
  private static final Pattern BASED = Pattern.compile("0o([0-7]+)|0x([0-9a-fA-F]+)");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  /// Integers and floats in one: sign, digits before the point, digits after it, exponent.
  private static final Pattern DECIMAL =
      Pattern.compile("([-+]?)([0-9]*)(?:\\.([0-9]*))?([eE][-+]?[0-9]+)?");

  private CoreSchema() {}

  /// The value of plain `text`; empty for infinities and NaN, which JSON cannot say.
  static Optional<JsonValue> resolve(String text) {
    if (NULL.matcher(text).matches()) {
      return Optional.of(JsonNull.NULL);
    }
    if (TRUE.matcher(text).matches() || FALSE.matcher(text).matches()) {
      return Optional.of(new JsonBoolean(TRUE.matcher(text).matches()));
    }
    if (NOT_FINITE.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(number(text).map(n -> (JsonValue) n).orElseGet(() -> new JsonString(text)));
  }

  private static Optional<JsonNumber> number(String text) {
    Matcher based = BASED.matcher(text);
    if (based.matches()) {
      BigInteger value =
          based.group(1) != null
              ? new BigInteger(based.group(1), 8)
              : new BigInteger(based.group(2), 16);
      return Optional.of(new JsonNumber(value.toString()));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (!decimal.matches() || !hasDigit(decimal)) {
      return Optional.empty();
    }
    return Optional.of(new JsonNumber(json(decimal)));
  }

  private static boolean hasDigit(Matcher decimal) {
    return !decimal.group(2).isEmpty() || (decimal.group(3) != null && !decimal.group(3).isEmpty());
  }

  /// The number in JSON's grammar, digit for digit: no plus, no leading zeros, a digit on each side
  /// of the point.
  private static String json(Matcher decimal) {
    String whole = decimal.group(2).replaceFirst("^0+(?=[0-9])", "");
    String fraction = decimal.group(3);
    String exponent = decimal.group(4);
    return (decimal.group(1).equals("-") ? "-" : "")
        + (whole.isEmpty() ? "0" : whole)
        + (fraction == null || fraction.isEmpty() ? "" : "." + fraction)
        + (exponent == null ? "" : exponent);
  }
}
