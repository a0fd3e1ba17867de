package dev.lighterage.oci.json;

import java.math.BigDecimal;

/// A number, kept in the digits it was written with, so that nothing is lost by reading it.
public record JsonNumber(String text) implements JsonValue {
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  public BigDecimal value() {
    return new BigDecimal(text);
  }

  /// Whether it was written with digits alone (and a sign), as Go's integer fields demand.
  public boolean isPlainInteger() {
    return text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String shape() {
    return "a number";
  }
}
