package dev.lighterage.cnab.index;

import static dev.lighterage.oci.model.MediaTypes.DOCKER_LIST;
import static dev.lighterage.oci.model.MediaTypes.DOCKER_MANIFEST;
import static dev.lighterage.oci.model.MediaTypes.OCI_INDEX;
import static dev.lighterage.oci.model.MediaTypes.OCI_MANIFEST;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What cnab-to-oci and Porter insist on when they pull a bundle, written from the description of
/// what they do ([W2]) and from nothing of ours but the JSON reader: a second opinion on what we
/// write.
public final class PullerRules {
  private static final Set<String> MANIFESTS =
      Set.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);

  private final List<String> complaints = new ArrayList<>();
  private final SortedMap<String, String> relocation = new TreeMap<>();

  private PullerRules() {}

  /// A pull of `index`, served as `mediaType`: complaints, and the relocation mapping for
  /// `repository`.
  public static PullerRules pull(String mediaType, Stored stored, String repository) {
    var rules = new PullerRules();
    rules.read(mediaType, stored, repository);
    return rules;
  }

  /// The documents of a stored bundle.
  public record Stored(Bytes index, Bytes config, Bytes definition) {}

  public List<String> complaints() {
    return complaints;
  }

  public SortedMap<String, String> relocation() {
    return relocation;
  }

  private void read(String mediaType, Stored stored, String repository) {
    require(Set.of(OCI_INDEX, DOCKER_LIST).contains(mediaType), "must be a Porter bundle");
    JsonObject definition = Json.readObject(stored.definition());
    JsonArray manifests = Json.readObject(stored.index()).array("manifests");
    int configs = 0;
    for (JsonObject entry : manifests.objects(e -> e)) {
      require(MANIFESTS.contains(entry.string("mediaType")), "media type of an entry");
      JsonObject annotations =
          entry.findObject("annotations").orElseGet(() -> JsonObject.builder().build());
      String at = repository + "@" + entry.string("digest");
      switch (annotations.findString("io.cnab.manifest.type").orElse("")) {
        case "config" -> {
          configs++;
          config(entry, stored);
        }
        case "invocation" -> invocation(definition, at);
        case "component" -> component(definition, annotations, at);
        case String other -> complaints.add("io.cnab.manifest.type is `" + other + "`");
      }
    }
    require(configs == 1, "config entries: " + configs);
  }

  private void config(JsonObject entry, Stored stored) {
    require(
        entry.string("digest").equals(stored.config().digest().toString()), "digest of the config");
    require(entry.integer("size") == stored.config().size(), "size of the config manifest");
    JsonObject config = Json.readObject(stored.config()).object("config");
    require(
        config.string("digest").equals(stored.definition().digest().toString()),
        "digest of the definition");
    require(config.integer("size") == stored.definition().size(), "size of the definition");
  }

  private void invocation(JsonObject definition, String at) {
    JsonObject first = definition.array("invocationImages").objects(i -> i).getFirst();
    require(first.findString("contentDigest").isPresent(), "contentDigest of the first image");
    require(at.endsWith("@" + first.string("contentDigest")), "digest of the invocation image");
    relocation.put(first.string("image"), at);
  }

  private void component(JsonObject definition, JsonObject annotations, String at) {
    String name = annotations.string("io.cnab.component.name");
    var image = definition.object("images").findObject(name);
    require(image.isPresent(), "component `" + name + "` is no member of images");
    image.ifPresent(
        i -> {
          require(at.endsWith("@" + i.string("contentDigest")), "digest of component " + name);
          relocation.put(i.string("image"), at);
        });
  }

  private void require(boolean right, String what) {
    if (!right) {
      complaints.add(what);
    }
  }
}
