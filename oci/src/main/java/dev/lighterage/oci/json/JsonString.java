package dev.lighterage.oci.json;

/// A string of Unicode characters without lone surrogates.
public record JsonString(String value) implements JsonValue {
  @Override
  public String shape() {
    return "a string";
  }
}
