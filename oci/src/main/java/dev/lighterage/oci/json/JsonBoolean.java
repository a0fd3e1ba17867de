package dev.lighterage.oci.json;

/// `true` or `false`.
public record JsonBoolean(boolean value) implements JsonValue {
  @Override
  public String shape() {
    return "a boolean";
  }
}
