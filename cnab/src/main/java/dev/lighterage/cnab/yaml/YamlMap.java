package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.Nearest;
import dev.lighterage.oci.value.Failure;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A map: fields in the order written, keys unique.
///
/// The accessors without `find` fail with [Failure.Kind#INVALID] when the field is absent or of
/// another shape; those with `find` are empty when it is absent or null, and fail on another shape.
/// Every failure says file, line and column.
public record YamlMap(Map<String, Field> fields, Position at) implements YamlNode {

  /// A value and where its key stands.
  public record Field(Position at, YamlNode value) {}

  public YamlMap {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public Set<String> keys() {
    return fields.keySet();
  }

  /// The field's value, whatever it is but null.
  public Optional<YamlNode> find(String name) {
    return Optional.ofNullable(fields.get(name))
        .map(Field::value)
        .filter(v -> !(v instanceof YamlScalar s && s.value() instanceof JsonNull));
  }

  /// Where the field's key stands; where the map begins when there is no such field.
  public Position at(String name) {
    Field field = fields.get(name);
    return field == null ? at : field.at();
  }

  /// The field's value; fails when it is absent or null.
  public YamlNode node(String name, String expected) {
    return find(name).orElseThrow(() -> missing(name, expected));
  }

  public String string(String name) {
    return node(name, "a string").asString("a string");
  }

  public Optional<String> findString(String name) {
    return find(name).map(v -> v.asString("a string"));
  }

  public Optional<YamlMap> findMap(String name) {
    return find(name).map(v -> v.asMap("a map"));
  }

  public Optional<YamlList> findList(String name) {
    return find(name)
        .map(
            v ->
                switch (v) {
                  case YamlList list -> list;
                  case YamlMap _, YamlScalar _ -> throw v.wrongShape("a list");
                });
  }

  /// The strings of a list; none when the field is absent.
  public List<String> strings(String name) {
    return findList(name).map(YamlList::strings).orElse(List.of());
  }

  public Optional<Boolean> findBoolean(String name) {
    return find(name)
        .map(
            v -> {
              if (v instanceof YamlScalar s && s.value() instanceof JsonBoolean bool) {
                return bool.value();
              }
              throw v.wrongShape("true or false");
            });
  }

  /// Fails unless every field's name is among `known`; says which known name is nearest.
  public void allowOnly(Collection<String> known) {
    fields.forEach(
        (name, field) -> {
          if (!known.contains(name)) {
            throw unknown(field.at(), "unknown field", name, known);
          }
        });
  }

  /// A failure about a `name` at `at` that is none of `known`, with the nearest as suggestion.
  public static Failure unknown(Position at, String what, String name, Collection<String> known) {
    Failure failure = at.invalid(what).with("found", name);
    return Nearest.of(name, known)
        .map(near -> failure.with("suggestion", near))
        .orElseGet(() -> failure.with("expected", String.join(", ", known)));
  }

  private Failure missing(String name, String expected) {
    return at.invalid("field is missing").with("field", name).with("expected", expected);
  }

  @Override
  public JsonObject toJson() {
    var json = JsonObject.builder();
    fields.forEach((name, field) -> json.put(name, field.value().toJson()));
    return json.build();
  }

  @Override
  public String shape() {
    return "a map";
  }
}
