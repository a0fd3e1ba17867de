package dev.lighterage.oci.json;

import java.math.BigDecimal;

/// A number, kept in the digits it was written with, so that nothing is lost by reading it.
public record JsonNumber(String text) implements JsonValue {
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /// The number itself; only for one that [#fitsDouble()], since `1e999999999999` fits nowhere.
  public BigDecimal value() {
    return isZero() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  /// Whether it lies within the range of an IEEE 754 double, in which RFC 8785 and most readers
  /// hold numbers: neither beyond its ends nor so small that it would become 0. Digits may be lost.
  public boolean fitsDouble() {
    double value = Double.parseDouble(text);
    return Double.isFinite(value) && (value != 0 || isZero());
  }

  private boolean isZero() {
    return text.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
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
