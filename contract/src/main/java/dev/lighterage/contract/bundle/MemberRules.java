package dev.lighterage.contract.bundle;

import dev.lighterage.contract.bundle.Members.Member;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.json.Nearest;

/// Whether the members of a definition are those of CNAB, and of the right shape.
///
/// A member that is null counts as absent: files of the first registries have them. An unknown
/// member is always refused ([101.58], [101.59]): Go drops it in silence, so it would say one thing
/// to us and nothing to others.
final class MemberRules {
  private final Findings findings;

  private MemberRules(Findings findings) {
    this.findings = findings;
  }

  static void check(JsonObject definition, Findings findings) {
    new MemberRules(findings).object(definition, Members.ROOT);
  }

  private void object(JsonObject json, Members members) {
    for (String name : json.members().keySet()) {
      if (!members.byName().containsKey(name)) {
        unknown(json.pathOf(name), name, members);
      }
    }
    members
        .byName()
        .forEach(
            (name, member) -> {
              JsonValue value = json.find(name).orElse(JsonNull.NULL);
              if (!(value instanceof JsonNull)) {
                shape(member, json.pathOf(name), value);
              } else if (member.required()) {
                findings.error(member.rule(), json.pathOf(name), "is missing");
              }
            });
  }

  private void unknown(String path, String name, Members members) {
    var known = members.byName().keySet();
    String why =
        Members.variant(name, known)
            .map(other -> "is read as `" + other + "` by tools that disregard case")
            .or(() -> Nearest.of(name, known).map(n -> "is unknown; meant was perhaps `" + n + "`"))
            .orElse("is unknown; known are " + String.join(", ", known));
    findings.error("101.58", path, why);
  }

  private void shape(Member member, String path, JsonValue value) {
    if (isOf(member.shape(), value)) {
      inside(member, value);
    } else {
      findings.error(member.rule(), path, "must be " + member.shape() + ", not " + value.shape());
    }
  }

  private static boolean isOf(Members.Shape shape, JsonValue value) {
    return switch (shape) {
      case TEXT -> value instanceof JsonString;
      case FLAG -> value instanceof JsonBoolean;
      case INTEGER -> value instanceof JsonNumber number && isLong(number);
      case TEXTS, OBJECTS -> value instanceof JsonArray;
      case OBJECT, TEXT_BY_NAME, OBJECT_BY_NAME, SCHEMA_BY_NAME, ANYTHING_BY_NAME ->
          value instanceof JsonObject;
    };
  }

  private static boolean isLong(JsonNumber number) {
    try {
      Long.parseLong(number.text());
      return true;
    } catch (NumberFormatException other) {
      return false;
    }
  }

  private void inside(Member member, JsonValue value) {
    switch (value) {
      case JsonArray array -> {
        for (int i = 0; i < array.values().size(); i++) {
          element(member, JsonPath.element(array.path(), i), array.values().get(i));
        }
      }
      case JsonObject object when member.shape() == Members.Shape.OBJECT ->
          element(member, object.path(), object);
      case JsonObject object ->
          object.members().forEach((name, v) -> element(member, object.pathOf(name), v));
      case JsonBoolean _, JsonNull _, JsonNumber _, JsonString _ -> {}
    }
  }

  private void element(Member member, String path, JsonValue value) {
    boolean text =
        member.shape() == Members.Shape.TEXTS || member.shape() == Members.Shape.TEXT_BY_NAME;
    if (text) {
      findings.require(
          value instanceof JsonString,
          member.rule(),
          path,
          "must be a string, not " + value.shape());
    } else if (member.inner().isPresent()) {
      if (value instanceof JsonObject object) {
        object(object, member.inner().get());
      } else {
        findings.error(member.rule(), path, "must be an object, not " + value.shape());
      }
    }
  }
}
