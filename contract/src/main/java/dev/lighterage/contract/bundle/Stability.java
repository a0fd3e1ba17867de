package dev.lighterage.contract.bundle;

import dev.lighterage.contract.bundle.Members.Member;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether a bundle definition comes out of cnab-to-oci and Porter as it went in.
///
/// Both read it into Go's structures and write those again when they push, copy or archive: what
/// has no place there is lost, and with it the digest and every signature over it. Source: [W4],
/// and `cnab-vectors/unstable`, found by running them.
public final class Stability {
  /// What those tools write whether or not there was something: all other members are left out when
  /// empty. By the rule of the member, since `description` is always written for components and for
  /// the bundle, and never when empty for others.
  private static final Set<String> ALWAYS =
      Set.of(
          "schemaVersion",
          "name",
          "version",
          "invocationImages",
          "imageType",
          "image",
          "definition",
          "destination");

  private final Findings findings = new Findings();

  private Stability() {}

  /// What would be lost or altered, or keep `definition` from being pushed; empty when it is stable
  /// as far as it says itself.
  public static List<Finding> check(Bytes definition) {
    return check(definition, _ -> Optional.empty());
  }

  /// The same with the manifests: `find` answers what the reference `image` of an image names, and
  /// what the definition says of it must be true.
  public static List<Finding> check(Bytes definition, Function<String, Optional<Descriptor>> find) {
    var stability = new Stability();
    try {
      JsonObject json = Json.readObject(definition);
      RawForm.check(definition, json, stability.findings);
      stability.object(json, Members.ROOT, "");
      stability.images(new Part(json), find);
      StableSchemas.check(new Part(json), stability.findings);
    } catch (Failure notJson) {
      String why = notJson.facts().getOrDefault("why", notJson.what());
      stability.findings.error("stable.bytes", notJson.subject(), why);
    }
    return stability.findings.all();
  }

  /// The same of one schema, which stands at `path`, before it is in any definition.
  public static List<Finding> checkSchema(String path, JsonObject schema) {
    var findings = new Findings();
    StableSchemas.check(path, schema, findings);
    return findings.all();
  }

  private void object(JsonObject json, Members members, String kind) {
    json.members()
        .keySet()
        .forEach(
            name -> {
              boolean title = kind.equals("actions") && name.equals("title");
              findings.require(
                  members.byName().containsKey(name) && !title,
                  "stable.member",
                  json.pathOf(name),
                  "is no member that other tools keep");
            });
    members
        .byName()
        .forEach(
            (name, member) -> {
              boolean always = isAlwaysWritten(kind, name);
              Optional<JsonValue> value = json.find(name);
              value.ifPresent(v -> member(name, member, json.pathOf(name), v, always));
              findings.require(
                  value.isPresent() || !always,
                  "stable.missing",
                  json.pathOf(name),
                  "is written by other tools when it is missing");
            });
  }

  private static boolean isAlwaysWritten(String kind, String name) {
    return switch (name) {
      case "description" -> kind.isEmpty() || kind.equals("images");
      case "name" -> kind.isEmpty() || kind.equals("maintainers");
      case "path" -> kind.equals("outputs");
      default -> ALWAYS.contains(name);
    };
  }

  private void member(String name, Member member, String path, JsonValue value, boolean always) {
    if (value instanceof JsonNull) {
      findings.error("stable.null", path, "is null, which other tools drop");
    } else if (isEmpty(value) && !always) {
      findings.error("stable.empty", path, "is empty, which other tools drop");
    } else {
      inside(name, member, value);
    }
  }

  private static boolean isEmpty(JsonValue value) {
    return switch (value) {
      case JsonBoolean bool -> !bool.value();
      case JsonNumber number -> number.fitsDouble() && number.value().signum() == 0;
      case JsonString string -> string.value().isEmpty();
      case JsonArray array -> array.values().isEmpty();
      case JsonObject object -> object.members().isEmpty();
      case JsonNull _ -> true;
    };
  }

  private void inside(String name, Member member, JsonValue value) {
    Optional<Members> inner = member.inner();
    switch (value) {
      case JsonArray array when inner.isPresent() -> {
        for (int i = 0; i < array.values().size(); i++) {
          entry(name, inner.get(), JsonPath.element(array.path(), i), array.values().get(i));
        }
      }
      case JsonObject object when member.shape() == Members.Shape.TEXT_BY_NAME ->
          object
              .members()
              .forEach(
                  (key, v) ->
                      findings.require(
                          !(v instanceof JsonNull),
                          "stable.null",
                          object.pathOf(key),
                          "is null, which other tools make an empty string"));
      case JsonObject object when member.shape() == Members.Shape.OBJECT && inner.isPresent() ->
          entry(name, inner.get(), object.path(), object);
      case JsonObject object when inner.isPresent() ->
          object.members().forEach((key, v) -> entry(name, inner.get(), object.pathOf(key), v));
      case JsonArray _, JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _, JsonString _ -> {}
    }
  }

  private void entry(String kind, Members members, String path, JsonValue value) {
    if (value instanceof JsonObject object) {
      object(object, members, kind);
    } else {
      findings.error("stable.null", path, "is no object, which other tools make one");
    }
  }

  private void images(Part root, Function<String, Optional<Descriptor>> find) {
    List<Part> invocation = root.parts("invocationImages");
    findings.require(
        invocation.size() == 1,
        "stable.image",
        root.pathOf("invocationImages"),
        "must be one, else other tools refuse to push");
    invocation.forEach(image -> image(image, find));
    root.byName("images").values().forEach(image -> image(image, find));
  }

  private void image(Part image, Function<String, Optional<Descriptor>> find) {
    require(
        image,
        "imageType",
        Set.of("oci", "docker", "").contains(image.text("imageType").orElse("")));
    require(image, "contentDigest", image.text("contentDigest").isPresent());
    require(image, "size", image.json().find("size").orElse(JsonNull.NULL) instanceof JsonNumber);
    require(image, "mediaType", image.text("mediaType").filter(MediaTypes::isManifest).isPresent());
    image.text("image").flatMap(find).ifPresent(found -> same(image, found));
  }

  private void same(Part image, Descriptor found) {
    var size = image.json().find("size").orElse(JsonNull.NULL);
    require(image, "contentDigest", image.text("contentDigest").equals(text(found.digest())));
    require(image, "size", size.equals(JsonNumber.of(found.size())));
    require(image, "mediaType", image.text("mediaType").equals(text(found.mediaType())));
  }

  private static Optional<String> text(Object value) {
    return Optional.of(value.toString());
  }

  private void require(Part image, String member, boolean right) {
    findings.require(
        right,
        "stable.image",
        image.pathOf(member),
        "is not what the manifest is, in a type that other tools publish");
  }
}
