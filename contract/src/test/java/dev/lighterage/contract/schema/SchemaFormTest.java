package dev.lighterage.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaFormTest {
  private static JsonValue json(String text) {
    return Json.read(Bytes.utf8(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"text\"}|$.type",
        "{\"type\":[\"string\",\"string\"]}|$.type",
        "{\"multipleOf\":0}|$.multipleOf",
        "{\"pattern\":\"(\"}|$.pattern",
        "{\"patternProperties\":{\"[\":{}}}|$.patternProperties[\"[\"]",
        "{\"enum\":[]}|$.enum",
        "{\"enum\":[1,1]}|$.enum",
        "{\"anyOf\":[]}|$.anyOf",
        "{\"properties\":{\"a\":{\"not\":{\"maxLength\":-1}}}}|$.properties.a.not.maxLength",
        "{\"allOf\":[{},{\"maxLength\":1.5}]}|$.allOf[1].maxLength",
        "{\"items\":[true,3]}|$.items[1]",
        "{\"dependencies\":{\"a\":[1],\"b\":{\"title\":1}}}|$.dependencies.a",
        "{\"$ref\":\"a b\"}|$[\"$ref\"]",
        "3|$",
      })
  void findsWhatIsNoSchema(String schema, String path) {
    assertThat(SchemaForm.check(json(schema), "$").getFirst().path()).isEqualTo(path);
  }

  @Test
  void takesExpressionsThatJavaReadsDifferently() {
    for (String pattern : List.of("[[]", "[a&&b]", "[^]", "[]", "^a$", "[$]", "\\\\[", "a\\\\/b")) {
      JsonValue schema = json("{\"pattern\":\"" + pattern + "\"}");
      assertThat(SchemaForm.check(schema, "$")).as(pattern).isEmpty();
    }
    assertThat(EcmaPattern.compile("^[[&&]$").finds("&")).isTrue();
    assertThat(EcmaPattern.compile("^[^]$").finds("\n")).isTrue();
    assertThat(EcmaPattern.compile("[]").finds("a")).isFalse();
    assertThat(EcmaPattern.compile("^a[$]").finds("a$")).isTrue();
    assertThat(EcmaPattern.compile("a\\$").finds("a$")).isTrue();
  }

  /// An independent judge: the validator, asked for the meta-schema that draft-07 publishes.
  @Test
  void agreesWithThePublishedMetaSchemaOnGeneratedSchemas() {
    var meta =
        new Definitions(
            Map.of(
                "meta",
                Json.readObject(
                    Bytes.utf8("{\"$ref\":\"http://json-schema.org/draft-07/schema#\"}"))));
    var random = new Random(4_711);
    int wrong = 0;
    for (int i = 0; i < 3_000; i++) {
      JsonValue schema = schema(random, 3);
      boolean right = SchemaForm.check(schema, "$").isEmpty();
      wrong += right ? 0 : 1;
      assertThat(right)
          .as(Json.canonical(schema).text())
          .isEqualTo(meta.check("meta", schema).isEmpty());
    }
    assertThat(wrong).isBetween(500, 2_500);
  }

  private static JsonValue schema(Random random, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return value(random);
    }
    var names = new ArrayList<>(Keyword.names());
    var json = JsonObject.builder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Keyword keyword = Keyword.find(names.get(random.nextInt(names.size()))).orElseThrow();
      json.put(keyword.name(), fitting(keyword, random, depth));
    }
    return json.build();
  }

  private static JsonValue fitting(Keyword keyword, Random random, int depth) {
    if (random.nextInt(6) == 0) {
      return value(random);
    }
    return switch (keyword.shape()) {
      case ANYTHING -> value(random);
      case TEXT, URI_REFERENCE, PATTERN -> json("\"a\"");
      case FLAG -> json("true");
      case NUMBER, POSITIVE_NUMBER, COUNT -> json(List.of("1", "2.0", "7").get(random.nextInt(3)));
      case TYPES -> json(List.of("\"null\"", "[\"array\",\"string\"]").get(random.nextInt(2)));
      case NAMES -> json("[\"a\",\"b\"]");
      case LIST, CHOICES -> json("[1,\"1\",null]");
      case SCHEMA -> schema(random, depth - 1);
      case SCHEMAS, SCHEMA_OR_SCHEMAS ->
          JsonArray.of(List.of(schema(random, depth - 1), schema(random, depth - 1)));
      case SCHEMAS_BY_NAME, SCHEMAS_BY_PATTERN, DEPENDENCIES ->
          JsonObject.builder().put("x", schema(random, depth - 1)).build();
    };
  }

  private static JsonValue value(Random random) {
    return json(
        List.of(
                "null",
                "true",
                "0",
                "-1",
                "1.5",
                "\"a\"",
                "[]",
                "[\"a\",\"a\"]",
                "[1]",
                "{}",
                "{\"a\":3}",
                "[{}]",
                "{\"a\":{}}")
            .get(random.nextInt(13)));
  }
}
