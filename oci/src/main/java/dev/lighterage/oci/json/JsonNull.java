package dev.lighterage.oci.json;

/// `null`.
public record JsonNull() implements JsonValue {
  public static final JsonNull NULL = new JsonNull();

  @Override
  public String shape() {
    return "null";
  }
}
