package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Turns a definition that keeps the rules into records.
final class BundleReader {
  private final JsonObject json;

  private BundleReader(JsonObject json) {
    this.json = json;
  }

  static Bundle read(Bytes bytes) {
    return new BundleReader(Rules.require(bytes)).bundle(bytes);
  }

  private Bundle bundle(Bytes bytes) {
    JsonObject custom = json.findObject("custom").orElseGet(() -> JsonObject.builder().build());
    return new Bundle(
        bytes,
        json.string("schemaVersion"),
        json.string("name"),
        json.string("version"),
        json.findString("description").orElse(""),
        strings(json, "keywords"),
        json.findString("license"),
        json.findArray("maintainers")
            .map(a -> a.objects(BundleReader::maintainer))
            .orElse(List.of()),
        json.array("invocationImages").objects(BundleReader::image),
        map("images", BundleReader::image),
        definitions(),
        map("parameters", BundleReader::parameter),
        map("credentials", BundleReader::credential),
        map("outputs", BundleReader::output),
        map("actions", BundleReader::action),
        custom,
        strings(json, "requiredExtensions"),
        custom.findObject(Lighterage.KEY).map(Lighterage::read));
  }

  private static List<String> strings(JsonObject json, String name) {
    return json.findArray(name).map(JsonArray::strings).orElse(List.of());
  }

  private <T> SortedMap<String, T> map(String name, Function<JsonObject, T> read) {
    var all = new TreeMap<String, T>();
    json.findObject(name)
        .ifPresent(m -> m.members().keySet().forEach(k -> all.put(k, read.apply(m.object(k)))));
    return Collections.unmodifiableSortedMap(all);
  }

  /// `true` and `false` are schemas too, and mean these (JSON Schema draft-07, core, 4.3.1).
  private SortedMap<String, JsonObject> definitions() {
    JsonObject anything = JsonObject.builder().build();
    JsonObject nothing = JsonObject.builder().put("not", anything).build();
    var all = new TreeMap<String, JsonObject>();
    json.findObject("definitions")
        .ifPresent(
            m ->
                m.members()
                    .forEach(
                        (name, schema) ->
                            all.put(
                                name,
                                switch (schema) {
                                  case JsonObject object -> object;
                                  case JsonBoolean(boolean any) -> any ? anything : nothing;
                                  case JsonValue _ ->
                                      throw new IllegalStateException("not a schema: " + name);
                                })));
    return Collections.unmodifiableSortedMap(all);
  }

  private static Maintainer maintainer(JsonObject json) {
    return new Maintainer(json.string("name"), json.findString("email"), json.findString("url"));
  }

  private static Image image(JsonObject json) {
    var labels = new TreeMap<String, String>();
    json.findObject("labels")
        .ifPresent(l -> l.members().keySet().forEach(k -> labels.put(k, l.string(k))));
    return new Image(
        filled(json, "imageType").orElse("oci"),
        json.string("image"),
        json.findString("contentDigest").flatMap(Digest::find),
        json.findInteger("size"),
        json.findString("mediaType"),
        labels,
        json.findString("description").orElse(""));
  }

  /// An empty string is what Go tools write where there was none.
  private static Optional<String> filled(JsonObject json, String name) {
    return json.findString(name).filter(text -> !text.isEmpty());
  }

  private static Destination destination(JsonObject json) {
    return new Destination(filled(json, "env"), filled(json, "path"));
  }

  private static Parameter parameter(JsonObject json) {
    return new Parameter(
        json.string("definition"),
        destination(json.object("destination")),
        required(json),
        strings(json, "applyTo"),
        json.findString("description").orElse(""));
  }

  private static boolean required(JsonObject json) {
    return json.findBoolean("required").orElse(false);
  }

  private static Credential credential(JsonObject json) {
    return new Credential(
        destination(json),
        required(json),
        strings(json, "applyTo"),
        json.findString("description").orElse(""));
  }

  private static Output output(JsonObject json) {
    return new Output(
        json.string("definition"),
        json.string("path"),
        strings(json, "applyTo"),
        json.findString("description").orElse(""));
  }

  private static CustomAction action(JsonObject json) {
    Optional<Boolean> modifies = json.findBoolean("modifies");
    return new CustomAction(
        json.findString("title").orElse(""),
        json.findString("description").orElse(""),
        modifies.orElse(false),
        json.findBoolean("stateless").orElse(false));
  }
}
