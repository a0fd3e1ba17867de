package dev.lighterage.oci.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An object: members in the order written, names unique.
///
/// `place` is where it stood in its document (`$`, `$.config`), for messages; two objects with
/// equal members are equal wherever they stood. The accessors without `find` fail with
/// [dev.lighterage.oci.value.Failure.Kind#INVALID] when the member is absent or of another shape;
/// those with `find` are empty when it is absent or null, and fail on another shape.
public record JsonObject(Map<String, JsonValue> members, JsonPlace place) implements JsonValue {
  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public JsonObject(Map<String, JsonValue> members, String path) {
    this(members, JsonPlace.of(path));
  }

  public static JsonObject of(Map<String, String> strings) {
    var builder = builder();
    strings.forEach(builder::put);
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The member, whatever it is; empty only when absent.
  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name));
  }

  /// Where it stood in its document.
  public String path() {
    return place.toString();
  }

  /// Where member `name` stands in the document.
  public String pathOf(String name) {
    return JsonPath.member(path(), name);
  }

  /// Fails with [dev.lighterage.oci.value.Failure.Kind#INVALID] when there is a member that is not
  /// among `known`; the fact `suggestion` names the one that was probably meant.
  public void requireOnly(String... known) {
    for (String name : members.keySet()) {
      if (!List.of(known).contains(name)) {
        throw Json.unknown(pathOf(name), name, List.of(known));
      }
    }
  }

  public String string(String name) {
    return findString(name).orElseThrow(() -> Json.missing(pathOf(name), "a string"));
  }

  public Optional<String> findString(String name) {
    return present(name)
        .map(
            v ->
                switch (v) {
                  case JsonString string -> string.value();
                  case JsonArray _, JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _ ->
                      throw Json.wrongShape(pathOf(name), "a string", v);
                });
  }

  public JsonObject object(String name) {
    return findObject(name).orElseThrow(() -> Json.missing(pathOf(name), "an object"));
  }

  public Optional<JsonObject> findObject(String name) {
    return present(name)
        .map(
            v ->
                switch (v) {
                  case JsonObject object -> object;
                  case JsonArray _, JsonBoolean _, JsonNull _, JsonNumber _, JsonString _ ->
                      throw Json.wrongShape(pathOf(name), "an object", v);
                });
  }

  public JsonArray array(String name) {
    return findArray(name).orElseThrow(() -> Json.missing(pathOf(name), "an array"));
  }

  public Optional<JsonArray> findArray(String name) {
    return present(name)
        .map(
            v ->
                switch (v) {
                  case JsonArray array -> array;
                  case JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _, JsonString _ ->
                      throw Json.wrongShape(pathOf(name), "an array", v);
                });
  }

  public long integer(String name) {
    return findInteger(name).orElseThrow(() -> Json.missing(pathOf(name), "an integer"));
  }

  public Optional<Long> findInteger(String name) {
    return present(name).map(v -> toLong(pathOf(name), v));
  }

  public Optional<Boolean> findBoolean(String name) {
    return present(name)
        .map(
            v ->
                switch (v) {
                  case JsonBoolean bool -> bool.value();
                  case JsonArray _, JsonNull _, JsonNumber _, JsonObject _, JsonString _ ->
                      throw Json.wrongShape(pathOf(name), "a boolean", v);
                });
  }

  /// The constant of `words` whose lower-case name the member holds.
  public <E extends Enum<E>> E word(String name, Class<E> words) {
    String found = string(name);
    var known = new ArrayList<String>();
    for (E word : words.getEnumConstants()) {
      known.add(word.name().toLowerCase(Locale.ROOT));
      if (known.getLast().equals(found)) {
        return word;
      }
    }
    throw Json.unknownWord(pathOf(name), found, known);
  }

  private Optional<JsonValue> present(String name) {
    return find(name).filter(v -> !(v instanceof JsonNull));
  }

  private static long toLong(String path, JsonValue value) {
    if (value instanceof JsonNumber number && number.isPlainInteger()) {
      try {
        return Long.parseLong(number.text());
      } catch (NumberFormatException tooLong) {
        throw Json.wrongShape(path, "an integer of at most 63 bits", value);
      }
    }
    throw Json.wrongShape(path, "an integer", value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String shape() {
    return "an object";
  }

  /// Puts an object together, member by member.
  public static final class Builder {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, JsonValue value) {
      members.put(name, value);
      return this;
    }

    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, new JsonBoolean(value));
    }

    public boolean isEmpty() {
      return members.isEmpty();
    }

    public JsonObject build() {
      return new JsonObject(members, "$");
    }
  }
}
