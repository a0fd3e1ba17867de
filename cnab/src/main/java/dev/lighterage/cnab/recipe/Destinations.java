package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.contract.operation.Reserved;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `env` and `path` of parameters and credentials, each of which may be used once.
final class Destinations {
  private static final Pattern ABSOLUTE = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/\\p{Cntrl}]+)+");

  private final Map<String, Position> taken = new HashMap<>();

  /// [101.37], [101.43]: at least one of both. [101.47]: no two share one.
  Destination read(YamlMap map) {
    Optional<YamlNode> env = map.find("env");
    Optional<YamlNode> path = map.find("path");
    if (env.isEmpty() && path.isEmpty()) {
      throw map.at()
          .invalid("no destination")
          .with("expected", "env: <variable>, path: <file in the image>, or both");
    }
    return new Destination(env.map(this::variable), path.map(this::file));
  }

  private String variable(YamlNode node) {
    String name = Names.VARIABLE.require(node.asString("a variable's name"), node.at());
    if (Reserved.variable(name)) {
      throw node.at().invalid("a variable of the runtime").with("found", name);
    }
    take(name, node.at());
    return name;
  }

  /// [101.38], [101.44]: absolute, not among the outputs, nor where it could change the run.
  private String file(YamlNode node) {
    String path = requireFile(node);
    if (Reserved.path(path)) {
      throw node.at().invalid("a place of the runtime").with("found", path);
    }
    take(path, node.at());
    return path;
  }

  /// An absolute path of a file in an image, without `.` and `..`.
  static String requireFile(YamlNode node) {
    String path = node.asString("an absolute path in the image");
    if (!ABSOLUTE.matcher(path).matches()) {
      throw node.at().invalid("not an absolute path").with("found", path);
    }
    return path;
  }

  private void take(String destination, Position at) {
    Position first = taken.putIfAbsent(destination, at);
    if (first != null) {
      throw at.invalid("a destination used twice").with("found", destination).with("first", first);
    }
  }
}
