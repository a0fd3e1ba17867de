package dev.lighterage.contract.bundle;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Which members the objects of a bundle definition have, of what shape, and under which rule.
///
/// Source: CNAB 101 and `bundle.schema.json` of Core 1.2.
record Members(SequencedMap<String, Member> byName) {

  /// One member; `inner` says what the objects in it hold, for those shapes that have some.
  record Member(String rule, Shape shape, boolean required, Optional<Members> inner) {}

  /// Shapes of members.
  enum Shape {
    TEXT("a string"),
    FLAG("a boolean"),
    INTEGER("an integer of at most 63 bits"),
    TEXTS("an array of strings"),
    TEXT_BY_NAME("an object of strings"),
    OBJECT("an object"),
    OBJECTS("an array of objects"),
    OBJECT_BY_NAME("an object of objects"),
    SCHEMA_BY_NAME("an object of schemas"),
    ANYTHING_BY_NAME("an object");

    private final String words;

    Shape(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  static final Members ROOT = root();

  private static Members root() {
    return new Builder()
        .required("schemaVersion", "101.8", Shape.TEXT)
        .required("name", "101.8", Shape.TEXT)
        .required("version", "101.8", Shape.TEXT)
        .optional("description", "101.11", Shape.TEXT)
        .optional("keywords", "101.11", Shape.TEXTS)
        .optional("license", "101.11", Shape.TEXT)
        .objects("maintainers", "101.11", Shape.OBJECTS, maintainer())
        .add("invocationImages", required("101.8", Shape.OBJECTS, image("101.16", "101.17")))
        .objects("images", "101.25", Shape.OBJECT_BY_NAME, component())
        .optional("definitions", "101.29", Shape.SCHEMA_BY_NAME)
        .objects("parameters", "101.34", Shape.OBJECT_BY_NAME, parameter())
        .objects("credentials", "101.43", Shape.OBJECT_BY_NAME, credential())
        .objects("outputs", "101.65", Shape.OBJECT_BY_NAME, output())
        .objects("actions", "101.53", Shape.OBJECT_BY_NAME, action())
        .optional("custom", "101.58", Shape.ANYTHING_BY_NAME)
        .optional("requiredExtensions", "101.62", Shape.TEXTS)
        .build();
  }

  private static Member required(String rule, Shape shape, Builder inner) {
    return new Member(rule, shape, true, Optional.of(inner.build()));
  }

  private static Builder maintainer() {
    return new Builder()
        .required("name", "101.11", Shape.TEXT)
        .optional("email", "101.11", Shape.TEXT)
        .optional("url", "101.11", Shape.TEXT);
  }

  private static Builder image(String locationRule, String digestRule) {
    return new Builder()
        .optional("imageType", locationRule.equals("101.16") ? "101.15" : "101.24", Shape.TEXT)
        .required("image", locationRule, Shape.TEXT)
        .optional("contentDigest", digestRule, Shape.TEXT)
        .optional("size", "101.22", Shape.INTEGER)
        .optional("labels", "101.22", Shape.TEXT_BY_NAME)
        .optional("mediaType", "101.22", Shape.TEXT);
  }

  private static Builder component() {
    return image("101.25", "101.26").optional("description", "101.22", Shape.TEXT);
  }

  private static Builder destination(String rule) {
    return new Builder().optional("env", rule, Shape.TEXT).optional("path", rule, Shape.TEXT);
  }

  private static Builder parameter() {
    return new Builder()
        .required("definition", "101.34", Shape.TEXT)
        .add("destination", required("101.34", Shape.OBJECT, destination("101.37")))
        .optional("required", "101.40", Shape.FLAG)
        .optional("applyTo", "101.35", Shape.TEXTS)
        .optional("description", "101.35", Shape.TEXT);
  }

  private static Builder credential() {
    return destination("101.43")
        .optional("required", "101.45", Shape.FLAG)
        .optional("applyTo", "101.45", Shape.TEXTS)
        .optional("description", "101.45", Shape.TEXT);
  }

  private static Builder output() {
    return new Builder()
        .required("definition", "101.65", Shape.TEXT)
        .required("path", "101.65", Shape.TEXT)
        .optional("applyTo", "101.66", Shape.TEXTS)
        .optional("description", "101.66", Shape.TEXT);
  }

  private static Builder action() {
    return new Builder()
        .optional("title", "101.53", Shape.TEXT)
        .optional("description", "101.53", Shape.TEXT)
        .optional("modifies", "101.53", Shape.FLAG)
        .optional("stateless", "101.54", Shape.FLAG);
  }

  private static final class Builder {
    private final SequencedMap<String, Member> members = new LinkedHashMap<>();

    Builder add(String name, Member member) {
      members.put(name, member);
      return this;
    }

    Builder required(String name, String rule, Shape shape) {
      return add(name, new Member(rule, shape, true, Optional.empty()));
    }

    Builder optional(String name, String rule, Shape shape) {
      return add(name, new Member(rule, shape, false, Optional.empty()));
    }

    Builder objects(String name, String rule, Shape shape, Builder inner) {
      return add(name, new Member(rule, shape, false, Optional.of(inner.build())));
    }

    Members build() {
      return new Members(members);
    }
  }

  /// The member that `name` is but for case, as Go's `encoding/json` matches names: by Unicode's
  /// simple folding, in which U+017F is an s and U+212A a k. Empty when it is one of them, or none.
  static Optional<String> variant(String name, Iterable<String> known) {
    String folded = fold(name);
    for (String one : known) {
      if (!one.equals(name) && fold(one).equals(folded)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// All known names are ASCII, so only what folds into ASCII matters. Source: CaseFolding.txt of
  /// Unicode, statuses C and S.
  private static String fold(String name) {
    var out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      out.append(
          switch (c) {
            case '\u017F' -> 's';
            case '\u212A' -> 'k';
            default -> c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
          });
    }
    return out.toString();
  }
}
