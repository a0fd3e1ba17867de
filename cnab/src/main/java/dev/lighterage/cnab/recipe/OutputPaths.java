package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.operation.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where each output is found: `path`, else its name below `/cnab/app/outputs`.
final class OutputPaths {
  private final Map<String, Position> taken = new HashMap<>();

  /// [101.65]: strictly below the folder of outputs, and no two alike.
  String read(String name, YamlMap map) {
    Optional<YamlNode> given = map.find("path");
    String path = given.map(Destinations::requireFile).orElse(Places.OUTPUTS + "/" + name);
    Position at = given.map(YamlNode::at).orElse(map.at());
    if (!path.startsWith(Places.OUTPUTS + "/") || path.equals(Places.STEPS)) {
      throw at.invalid("not a place for an output")
          .with("found", path)
          .with("expected", Places.OUTPUTS + "/<file>");
    }
    Position first = taken.putIfAbsent(path, at);
    if (first != null) {
      throw at.invalid("two outputs at one path").with("found", path).with("first", first);
    }
    return path;
  }
}
