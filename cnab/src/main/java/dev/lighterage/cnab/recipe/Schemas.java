package dev.lighterage.cnab.recipe;

import static java.util.stream.Collectors.joining;

import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.bundle.Finding;
import dev.lighterage.contract.bundle.Stability;
import dev.lighterage.contract.schema.Definitions;
import dev.lighterage.contract.schema.SchemaForm;
import dev.lighterage.contract.schema.Violation;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The JSON Schema that stands inline in a parameter or an output.
final class Schemas {
  /// JSON Schema draft-07, validation, 6.1.1.
  private static final Set<String> TYPES =
      Set.of("string", "integer", "number", "boolean", "object", "array", "null");

  private static final String TOP = "$";
  private static final String DEFAULT = "default";

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
    return checked(map, json.build());
  }

  /// [101.29]: a definition is a schema, and one that stays as it is when other tools copy the
  /// bundle (cnab-spec.md 2.4); [101.30]: its default should be one of its values, and who leaves
  /// the value out gets the default.
  private static JsonObject checked(YamlMap map, JsonObject schema) {
    List<Violation> malformed = SchemaForm.check(schema, TOP);
    if (!malformed.isEmpty()) {
      throw map.at(keyword(malformed.getFirst().path()))
          .invalid("not a schema")
          .with("why", words(malformed));
    }
    List<Finding> lost = Stability.checkSchema(TOP, schema);
    if (!lost.isEmpty()) {
      throw map.at(keyword(lost.getFirst().path()))
          .invalid("keyword that other CNAB tools would not keep")
          .with("why", lost.stream().map(f -> f.path() + " " + f.why()).collect(joining("; ")));
    }
    schema
        .find(DEFAULT)
        .ifPresent(
            value -> {
              var definitions = new Definitions(Map.of(DEFAULT, schema));
              List<Violation> found = map.at(DEFAULT).of(() -> definitions.check(DEFAULT, value));
              if (!found.isEmpty()) {
                throw map.at(DEFAULT)
                    .invalid("default against its own schema")
                    .with("why", words(found));
              }
            });
    return schema;
  }

  /// The keyword of this schema below which `path` is.
  private static String keyword(String path) {
    return path.startsWith(TOP + ".") ? path.substring(2).split("[.\\[]", 2)[0] : "";
  }

  private static String words(List<Violation> found) {
    return String.join("; ", found.stream().map(Violation::toString).toList());
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
