package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// An object of a definition that may be malformed: members of the wrong shape look absent, since
/// [MemberRules] has found them already.
record Part(JsonObject json) {

  String path() {
    return json.path();
  }

  String pathOf(String member) {
    return json.pathOf(member);
  }

  Optional<String> text(String member) {
    return json.find(member)
        .flatMap(v -> v instanceof JsonString s ? Optional.of(s.value()) : Optional.empty());
  }

  /// The strings of an array, by their place.
  List<String> texts(String member) {
    return json
        .find(member)
        .map(v -> v instanceof JsonArray array ? array.values() : List.<JsonValue>of())
        .orElse(List.of())
        .stream()
        .flatMap(v -> v instanceof JsonString s ? Stream.of(s.value()) : Stream.empty())
        .toList();
  }

  /// The objects of an array.
  List<Part> parts(String member) {
    return json
        .find(member)
        .map(v -> v instanceof JsonArray array ? array.values() : List.<JsonValue>of())
        .orElse(List.of())
        .stream()
        .flatMap(v -> v instanceof JsonObject o ? Stream.of(new Part(o)) : Stream.empty())
        .toList();
  }

  Optional<Part> part(String member) {
    return json.find(member)
        .flatMap(v -> v instanceof JsonObject o ? Optional.of(new Part(o)) : Optional.empty());
  }

  /// The objects in the object `member`, by name.
  SequencedMap<String, Part> byName(String member) {
    var all = new LinkedHashMap<String, Part>();
    part(member)
        .ifPresent(
            map ->
                map.json()
                    .members()
                    .forEach(
                        (name, value) -> {
                          if (value instanceof JsonObject o) {
                            all.put(name, new Part(o));
                          }
                        }));
    return all;
  }
}
