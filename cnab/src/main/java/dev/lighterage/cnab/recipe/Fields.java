package dev.lighterage.cnab.recipe;

import java.util.List;

/// The fields that a recipe may have, per place; the published JSON Schema has the same.
final class Fields {
  static final List<String> RECIPE =
      List.of(
          "name",
          "version",
          "description",
          "keywords",
          "license",
          "maintainers",
          "to",
          "runner",
          "artifacts",
          "images",
          "parameters",
          "credentials",
          "outputs",
          "actions",
          "custom",
          "requiredExtensions");

  static final List<String> MAINTAINER = List.of("name", "email", "url");

  /// Beside the one field that is named after a kind.
  static final List<String> ARTIFACT = List.of("to", "home", "description");

  static final List<String> CREDENTIAL =
      List.of("env", "path", "required", "applyTo", "description");

  /// Beside the keywords of JSON Schema.
  static final List<String> PARAMETER =
      List.of("env", "path", "required", "applyTo", "description");

  /// Beside the keywords of JSON Schema.
  static final List<String> OUTPUT = List.of("path", "applyTo", "description");

  static final List<String> ACTION = List.of("description", "modifies", "stateless", "steps");

  /// Keywords of JSON Schema draft-07 that CNAB knows ([101.30]), but for `description`, which is
  /// the parameter's or output's own. `required` is here too: a list of names is the keyword, true
  /// or false is about the parameter.
  static final List<String> SCHEMA =
      List.of(
          "$comment",
          "$id",
          "$ref",
          "additionalItems",
          "additionalProperties",
          "allOf",
          "anyOf",
          "const",
          "contains",
          "contentEncoding",
          "contentMediaType",
          "default",
          "definitions",
          "dependencies",
          "else",
          "enum",
          "examples",
          "exclusiveMaximum",
          "exclusiveMinimum",
          "format",
          "if",
          "items",
          "maxItems",
          "maxLength",
          "maxProperties",
          "maximum",
          "minItems",
          "minLength",
          "minProperties",
          "minimum",
          "multipleOf",
          "not",
          "oneOf",
          "pattern",
          "patternProperties",
          "properties",
          "propertyNames",
          "readOnly",
          "required",
          "then",
          "title",
          "type",
          "uniqueItems",
          "writeOnly");

  private Fields() {}
}
