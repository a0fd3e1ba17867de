package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One typed input of an operation.
///
/// JSON: `{"type", "kinds"?, "required"?, "default"?, "description"?}`. An `ARTIFACT` names a
/// component whose kind is among `kinds`; the program gets the path of its file or folder.
public record Input(
    Type type,
    List<String> kinds,
    boolean required,
    Optional<JsonValue> defaultValue,
    String description) {

  /// The types an input may have. JSON: `string`, `integer`, `boolean`, `object`, `list`,
  /// `artifact`.
  public enum Type {
    STRING,
    INTEGER,
    BOOLEAN,
    OBJECT,
    LIST,
    ARTIFACT;

    /// Whether a literal `value` is of this type; an artifact is given by its component's name.
    public boolean accepts(JsonValue value) {
      return switch (value) {
        case JsonString _ -> this == STRING || this == ARTIFACT;
        case JsonNumber number -> this == INTEGER && number.isPlainInteger();
        case JsonBoolean _ -> this == BOOLEAN;
        case JsonObject _ -> this == OBJECT;
        case JsonArray _ -> this == LIST;
        case JsonNull _ -> false;
      };
    }

    /// The word in JSON.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Reads one input; fails with [dev.lighterage.oci.value.Failure.Kind#INVALID].
  static Input read(JsonObject json) {
    json.requireOnly("type", "kinds", "required", "default", "description");
    Type type = json.word("type", Type.class);
    List<String> kinds = json.findArray("kinds").map(JsonArray::strings).orElse(List.of());
    if (kinds.isEmpty() == (type == Type.ARTIFACT)) {
      throw MixinReader.invalid(
          "kinds belong to inputs of type artifact, and to all of them", json.path(), "" + type);
    }
    Optional<JsonValue> preset = json.find("default").filter(v -> !(v instanceof JsonNull));
    preset.ifPresent(
        value ->
            MixinReader.require(
                type != Type.ARTIFACT && type.accepts(value),
                "default of another type",
                json.pathOf("default"),
                value.shape()));
    return new Input(
        type,
        kinds,
        json.findBoolean("required").orElse(false),
        preset,
        json.findString("description").orElse(""));
  }

  /// Whether there is a value in every call: it is required, or has a default.
  public boolean always() {
    return required || defaultValue.isPresent();
  }
}
