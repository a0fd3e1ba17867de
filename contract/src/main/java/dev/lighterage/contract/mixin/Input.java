package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonValue;
import java.util.List;
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
  /// The types an input may have.
  public enum Type {
    STRING,
    INTEGER,
    BOOLEAN,
    OBJECT,
    LIST,
    ARTIFACT
  }
}
