package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a bundle of ours says about its artifacts and steps: the value of
/// `custom["dev.lighterage"]`.
///
/// JSON: `{"version": 1, "artifacts": {NAME: {"kind", "follows"?}}, "actions": {ACTION: [step…]}}`.
/// Names are keys of `images`, which alone holds digests. `actions` has what was written and what
/// was derived alike, so a reader derives nothing; `derived` names the latter.
public record Lighterage(
    SortedMap<String, Artifact> artifacts,
    SortedMap<String, List<Step>> actions,
    List<String> derived) {
  public static final String KEY = "dev.lighterage";

  /// The only version of this key so far.
  public static final int VERSION = 1;

  /// How a component is meant: its kind, and the reference that is followed when the bundle is
  /// built again, if it is not pinned for good.
  public record Artifact(String kind, Optional<String> follows) {}

  static Lighterage read(JsonObject json) {
    var artifacts = new TreeMap<String, Artifact>();
    json.findObject("artifacts")
        .ifPresent(
            all ->
                all.members()
                    .keySet()
                    .forEach(
                        name -> {
                          JsonObject a = all.object(name);
                          artifacts.put(
                              name, new Artifact(a.string("kind"), a.findString("follows")));
                        }));
    var actions = new TreeMap<String, List<Step>>();
    json.findObject("actions")
        .ifPresent(
            all ->
                all.members()
                    .keySet()
                    .forEach(name -> actions.put(name, all.array(name).objects(Step::read))));
    return new Lighterage(
        artifacts, actions, json.findArray("derived").map(JsonArray::strings).orElse(List.of()));
  }

  public JsonObject toJson() {
    var all = JsonObject.builder();
    artifacts.forEach(
        (name, a) -> {
          var one = JsonObject.builder().put("kind", a.kind());
          a.follows().ifPresent(f -> one.put("follows", f));
          all.put(name, one.build());
        });
    var steps = JsonObject.builder();
    actions.forEach(
        (name, list) -> steps.put(name, JsonArray.of(list.stream().map(Step::toJson).toList())));
    var json =
        JsonObject.builder()
            .put("version", VERSION)
            .put("artifacts", all.build())
            .put("actions", steps.build());
    if (!derived.isEmpty()) {
      json.put("derived", JsonArray.ofStrings(derived));
    }
    return json.build();
  }
}
