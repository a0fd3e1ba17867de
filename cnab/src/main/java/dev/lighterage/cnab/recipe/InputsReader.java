package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.bundle.Credential;
import dev.lighterage.contract.bundle.Output;
import dev.lighterage.contract.bundle.Parameter;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads `parameters`, `credentials` and `outputs`, and parts each schema from what is around it.
final class InputsReader {
  private final Set<String> actions;
  private final Destinations destinations = new Destinations();
  private final SortedMap<String, JsonObject> definitions = new TreeMap<>();

  /// Everything that goes in and comes out. `definitions` has a schema for each parameter under its
  /// name, and for each output under its name or, where a parameter of that name has another
  /// schema, under `<name>-output`.
  record Inputs(
      SortedMap<String, JsonObject> definitions,
      SortedMap<String, Parameter> parameters,
      SortedMap<String, Credential> credentials,
      SortedMap<String, Output> outputs) {}

  private InputsReader(Set<String> actions) {
    this.actions = actions;
  }

  static Inputs read(YamlMap top, Set<String> actions) {
    var reader = new InputsReader(actions);
    var parameters = reader.parameters(top);
    var credentials = reader.credentials(top);
    var outputs = reader.outputs(top);
    return new Inputs(reader.definitions, parameters, credentials, outputs);
  }

  private SortedMap<String, Parameter> parameters(YamlMap top) {
    var all = new TreeMap<String, Parameter>();
    each(
        top,
        "parameters",
        (name, at, map) -> {
          Names.VALUE.require(name, at);
          allowOnly(map, Fields.PARAMETER);
          definitions.put(name, Schemas.of(map, Fields.PARAMETER));
          all.put(
              name,
              new Parameter(
                  name,
                  destinations.read(map),
                  required(map),
                  applyTo(map),
                  map.findString("description").orElse("")));
        });
    return all;
  }

  /// True or false is about the parameter; a list is the schema's keyword.
  private static boolean required(YamlMap map) {
    return map.find("required").filter(v -> !(v instanceof YamlList)).isPresent()
        && map.findBoolean("required").orElse(false);
  }

  private SortedMap<String, Credential> credentials(YamlMap top) {
    var all = new TreeMap<String, Credential>();
    each(
        top,
        "credentials",
        (name, at, map) -> {
          Names.VALUE.require(name, at);
          map.allowOnly(Fields.CREDENTIAL);
          all.put(
              name,
              new Credential(
                  destinations.read(map),
                  map.findBoolean("required").orElse(false),
                  applyTo(map),
                  map.findString("description").orElse("")));
        });
    return all;
  }

  private SortedMap<String, Output> outputs(YamlMap top) {
    var all = new TreeMap<String, Output>();
    var paths = new OutputPaths();
    each(
        top,
        "outputs",
        (name, at, map) -> {
          Names.OUTPUT.require(name, at);
          allowOnly(map, Fields.OUTPUT);
          String definition = define(name, Schemas.of(map, Fields.OUTPUT));
          String path = paths.read(name, map);
          all.put(
              name,
              new Output(definition, path, applyTo(map), map.findString("description").orElse("")));
        });
    return all;
  }

  private String define(String name, JsonObject schema) {
    JsonObject other = definitions.putIfAbsent(name, schema);
    if (other == null || other.equals(schema)) {
      return name;
    }
    String own = name + "-output";
    definitions.put(own, schema);
    return own;
  }

  private static void allowOnly(YamlMap map, List<String> own) {
    map.allowOnly(Stream.concat(own.stream(), Fields.SCHEMA.stream()).toList());
  }

  private List<String> applyTo(YamlMap map) {
    Optional<YamlList> list = map.findList("applyTo");
    for (YamlNode item : list.map(YamlList::items).orElse(List.of())) {
      String action = item.asString("the name of an action");
      if (!actions.contains(action)) {
        throw YamlMap.unknown(item.at(), "unknown action", action, actions);
      }
    }
    return map.strings("applyTo");
  }

  /// One entry of `parameters`, `credentials` or `outputs`.
  private interface Entry {
    void read(String name, Position at, YamlMap map);
  }

  private static void each(YamlMap top, String field, Entry entry) {
    for (Map.Entry<String, YamlMap.Field> e :
        top.findMap(field).map(YamlMap::fields).orElse(Map.of()).entrySet()) {
      YamlMap.Field found = e.getValue();
      entry.read(e.getKey(), found.at(), found.value().asMap("a map"));
    }
  }
}
