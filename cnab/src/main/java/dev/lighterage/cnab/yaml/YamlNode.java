package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;

/// A node of a document, as a closed set of shapes; each knows where it stands.
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

  /// Where the node begins.
  Position at();

  /// The node as JSON: what a scalar resolves to by the core schema.
  JsonValue toJson();

  /// The word for this shape in messages: `a map`, `the number 1.4` …
  String shape();

  /// A failure that says what stands here and what should.
  default Failure wrongShape(String expected) {
    return at().invalid("not what must stand here")
        .with("expected", expected)
        .with("found", shape());
  }

  /// This node as a map; fails with [Failure.Kind#INVALID] when it is another shape.
  default YamlMap asMap(String expected) {
    return switch (this) {
      case YamlMap map -> map;
      case YamlList _, YamlScalar _ -> throw wrongShape(expected);
    };
  }

  /// This node as a string; fails with [Failure.Kind#INVALID] when it is another shape.
  default String asString(String expected) {
    return switch (this) {
      case YamlScalar scalar -> scalar.string(expected);
      case YamlList _, YamlMap _ -> throw wrongShape(expected);
    };
  }
}
