package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// What a bundle of ours says about its artifacts and steps: the value of
/// `custom["dev.lighterage"]`.
///
/// JSON: `{"version": 1, "artifacts": {NAME: {"kind", "follows"?}}, "actions": {ACTION: [step…]},
/// "derived"?: [ACTION…]}`. Names are keys of `images`, which alone holds digests. `actions` has
/// what was written and what was derived alike, so a reader derives nothing; `derived` names the
/// latter.
public record Lighterage(
    SortedMap<String, Artifact> artifacts,
    SortedMap<String, List<Step>> actions,
    List<String> derived) {
  public static final String KEY = "dev.lighterage";

  /// The only version of this key so far.
  public static final int VERSION = 1;

  /// How a component is meant: its kind, and the reference that is followed when the bundle is
  /// built again, if it is not pinned for good.
  public record Artifact(String kind, Optional<String> follows) {
    private static Artifact read(JsonObject json) {
      json.requireOnly("kind", "follows");
      return new Artifact(json.string("kind"), json.findString("follows"));
    }

    private JsonObject toJson() {
      var json = JsonObject.builder().put("kind", kind);
      follows.ifPresent(reference -> json.put("follows", reference));
      return json.build();
    }
  }

  /// Reads the key's value strictly; fails with [Failure.Kind#INVALID], or with
  /// [Failure.Kind#UNSUPPORTED] for another version. The subject is the JSON path.
  static Lighterage read(JsonObject json) {
    long version = json.integer("version");
    if (version != VERSION) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "key of another version", json.pathOf("version"))
          .with("found", version)
          .with("known", VERSION);
    }
    json.requireOnly("version", "artifacts", "actions", "derived");
    return new Lighterage(
        byName(json, "artifacts", (all, name) -> Artifact.read(all.object(name))),
        byName(json, "actions", (all, name) -> all.array(name).objects(Step::read)),
        json.findArray("derived").map(JsonArray::strings).orElse(List.of()));
  }

  private static <T> SortedMap<String, T> byName(
      JsonObject json, String member, BiFunction<JsonObject, String, T> read) {
    var all = new TreeMap<String, T>();
    json.findObject(member)
        .ifPresent(
            object ->
                object.members().keySet().forEach(name -> all.put(name, read.apply(object, name))));
    return Collections.unmodifiableSortedMap(all);
  }

  public JsonObject toJson() {
    var named = JsonObject.builder();
    artifacts.forEach((name, artifact) -> named.put(name, artifact.toJson()));
    var steps = JsonObject.builder();
    actions.forEach(
        (name, list) -> steps.put(name, JsonArray.of(list.stream().map(Step::toJson).toList())));
    var json =
        JsonObject.builder()
            .put("version", VERSION)
            .put("artifacts", named.build())
            .put("actions", steps.build());
    if (!derived.isEmpty()) {
      json.put("derived", JsonArray.ofStrings(derived));
    }
    return json.build();
  }
}
