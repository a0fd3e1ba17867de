package dev.lighterage.contract.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.regex.RegularExpression;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The single gate to the JSON Schema validator.
///
/// It judges by draft-07 whatever a definition's `$schema` says ([101.33]), fetches nothing, and
/// stops at limits: definitions come from strangers. Its own messages are not used: they may hold
/// the value.
final class Validator {
  private static final String META_SCHEMA = "http://json-schema.org/draft-07/schema";

  /// Keywords evaluated for one value, and how deep; ours, far above any parameter seen.
  private static final long MAX_STEPS = 200_000;

  private static final int MAX_DEPTH = 200;

  /// Characters of a keyword's value that a message shows.
  private static final int MAX_SHOWN = 120;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialects.getDraft7(),
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .losslessNarrowing(true)
                          .locale(Locale.ROOT)
                          .regularExpressionFactory(Validator::expression)
                          .build())
                  .schemaLoader(
                      loader ->
                          loader
                              .fetchRemoteResources(false)
                              .allow(iri -> iri.toString().equals(META_SCHEMA))));

  private Validator() {}

  private static void limit(ExecutionConfig.Builder config) {
    config
        .maxEvaluationSteps(MAX_STEPS)
        .maxEvaluationDepth(MAX_DEPTH)
        .formatAssertionsEnabled(false);
  }

  private static RegularExpression expression(String text) {
    return EcmaPattern.compile(text)::finds;
  }

  static List<Violation> check(String name, JsonObject schema, JsonValue value) {
    List<Violation> malformed = SchemaForm.check(schema, "$");
    if (!malformed.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "definition that is no schema", name)
          .with("why", malformed.getFirst());
    }
    if (!fitsDouble(value)) {
      return List.of(new Violation("$", "type", "must be within the range of a double"));
    }
    try {
      JsonNode node = JacksonTree.of(schema);
      ((ObjectNode) node).remove("$schema");
      Schema compiled = REGISTRY.getSchema(node);
      return compiled
          .validate(JacksonTree.of(value), context -> context.executionConfig(Validator::limit))
          .stream()
          .map(error -> violation(error))
          .toList();
    } catch (RuntimeException | StackOverflowError e) {
      // The validator has an exception for each thing it cannot do, and hostile schemas find more.
      throw Failure.of(Failure.Kind.UNSUPPORTED, "could not use a definition", name)
          .with("why", "it refers to a schema outside of itself, or passes a limit")
          .because(e);
    }
  }

  private static boolean fitsDouble(JsonValue value) {
    return switch (value) {
      case JsonNumber number -> number.fitsDouble();
      case JsonArray array -> array.values().stream().allMatch(Validator::fitsDouble);
      case JsonObject object -> object.members().values().stream().allMatch(Validator::fitsDouble);
      case JsonBoolean _, JsonNull _, JsonString _ -> true;
    };
  }

  private static Violation violation(Error error) {
    String path = JsonPath.ROOT;
    NodePath at = error.getInstanceLocation();
    for (int i = 0; i < at.getNameCount(); i++) {
      Object step = at.getElement(i);
      path =
          step instanceof Integer index
              ? JsonPath.element(path, index)
              : JsonPath.member(path, step.toString());
    }
    String keyword = Optional.ofNullable(error.getKeyword()).orElse("");
    return new Violation(path, keyword, why(keyword, error));
  }

  private static String why(String keyword, Error error) {
    String asked = String.valueOf(error.getSchemaNode());
    return switch (keyword) {
      case "type" -> "must be " + asked.replaceAll("[\\[\\]\"]", "").replace(",", " or ");
      case "required" -> "lacks the member " + error.getProperty();
      case "additionalProperties" -> "has the unknown member " + error.getProperty();
      default -> "does not meet " + keyword + " " + shortened(asked);
    };
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
