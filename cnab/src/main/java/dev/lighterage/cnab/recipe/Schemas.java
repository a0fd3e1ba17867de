package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Set;

/// The JSON Schema that stands inline in a parameter or an output.
final class Schemas {
  /// JSON Schema draft-07, validation, 6.1.1.
  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "object", "array", "null");

  private Schemas() {}

  /// The keywords among the fields of `map`; `own` are fields that are none, but for a list in
  /// `required`. A `type` must be given: without one a value on a command line cannot be read.
  static JsonObject of(YamlMap map, List<String> own) {
    requireTypes(map.node("type", "a type of JSON Schema, such as string"));
    var json = JsonObject.builder();
    map.fields()
        .forEach(
            (name, field) -> {
              boolean keyword = !own.contains(name);
              boolean list = name.equals("required") && field.value() instanceof YamlList;
              if (keyword || list) {
                json.put(name, field.value().toJson());
              }
            });
    return json.build();
  }

  private static void requireTypes(YamlNode type) {
    List<YamlNode> words = type instanceof YamlList list ? list.items() : List.of(type);
    for (YamlNode word : words) {
      String text = word.asString("a type of JSON Schema");
      if (!TYPES.contains(text)) {
        throw YamlMap.unknown(word.at(), "unknown type", text, TYPES);
      }
    }
  }
}
