package dev.lighterage.oci.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// An array.
public record JsonArray(List<JsonValue> values, JsonPlace place) implements JsonValue {
  public JsonArray {
    values = List.copyOf(values);
  }

  /// Where it stood in its document.
  public String path() {
    return place.toString();
  }

  public static JsonArray of(List<? extends JsonValue> values) {
    return new JsonArray(List.copyOf(values), JsonPlace.of(JsonPath.ROOT));
  }

  public static JsonArray ofStrings(Iterable<String> strings) {
    var values = new ArrayList<JsonValue>();
    strings.forEach(s -> values.add(new JsonString(s)));
    return of(values);
  }

  /// Each value, which must be an object, read by `reader`.
  public <T> List<T> objects(Function<JsonObject, T> reader) {
    var all = new ArrayList<T>();
    for (int i = 0; i < values.size(); i++) {
      if (!(values.get(i) instanceof JsonObject object)) {
        throw Json.wrongShape(JsonPath.element(path(), i), "an object", values.get(i));
      }
      all.add(reader.apply(object));
    }
    return List.copyOf(all);
  }

  /// The values, all of which must be strings.
  public List<String> strings() {
    var all = new ArrayList<String>();
    for (int i = 0; i < values.size(); i++) {
      if (!(values.get(i) instanceof JsonString string)) {
        throw Json.wrongShape(JsonPath.element(path(), i), "a string", values.get(i));
      }
      all.add(string.value());
    }
    return List.copyOf(all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String shape() {
    return "an array";
  }
}
