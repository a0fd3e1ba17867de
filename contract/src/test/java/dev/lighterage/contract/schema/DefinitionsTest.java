package dev.lighterage.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {
  private static Definitions define(String schema) {
    return new Definitions(Map.of("d", Json.readObject(Bytes.utf8(schema))));
  }

  private static JsonValue json(String text) {
    return Json.read(Bytes.utf8(text));
  }

  private static List<String> check(String schema, String value) {
    return define(schema).check("d", json(value)).stream().map(Violation::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"integer\"}|1.0",
        "{\"type\":[\"integer\",\"null\"]}|null",
        "{\"enum\":[\"a\",null]}|null",
        "{\"pattern\":\"^[-\\\\w.()]+$\"}|\"a-b\"",
        "{\"maxLength\":1}|\"😀\"",
        "{\"const\":1}|1.0",
        "{\"multipleOf\":0.01}|1.07",
        "{\"exclusiveMinimum\":0,\"maximum\":1}|0.5",
        "{\"format\":\"date\"}|\"no date\"",
        "{\"readOnly\":true}|1",
        "{\"x-order\":1}|1",
        "{}|{\"a\":[1]}",
        "{\"$id\":\"http://example.com/x\"}|1",
        "{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"}|[[[]]]",
        "{\"$ref\":\"http://json-schema.org/draft-07/schema#\"}|{\"minimum\":1}",
      })
  void acceptsValue(String schema, String value) {
    assertThat(check(schema, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"integer\"}|\"x\"|$: must be integer",
        "{\"type\":[\"integer\",\"null\"]}|true|$: must be integer or null",
        "{\"enum\":[\"a\",null]}|2|$: does not meet enum [\"a\",null]",
        "{\"pattern\":\"^a$\"}|\"a\\n\"|$: does not meet pattern \"^a$\"",
        "{\"properties\":{\"a.b\":{\"maxLength\":2}}}|{\"a.b\":\"xyz\"}|"
            + "$[\"a.b\"]: does not meet maxLength 2",
        "{\"items\":{\"minimum\":2}}|[3,1]|$[1]: does not meet minimum 2",
        "{\"additionalProperties\":false}|{\"a\":1}|$: has the unknown member a",
        "{\"required\":[\"a\"]}|{}|$: lacks the member a",
        "{\"maxItems\":1}|[1,2]|$: does not meet maxItems 1",
        "{\"uniqueItems\":true}|[1,1]|$: does not meet uniqueItems true",
        "{\"not\":{}}|1|$: does not meet not {}",
        "{\"contentEncoding\":\"base64\"}|\"!\"|$: does not meet contentEncoding \"base64\"",
        "{\"type\":\"number\"}|1e400|$: must be within the range of a double",
        "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"exclusiveMinimum\":3}|3|"
            + "$: does not meet exclusiveMinimum 3",
      })
  void refusesValue(String schema, String value, String violation) {
    assertThat(check(schema, value)).containsExactly(violation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"http://example.com/x\"}",
        "{\"$ref\":\"file:///etc/passwd\"}",
        "{\"$ref\":\"classpath:draft-04/schema\"}",
        "{\"$ref\":\"http://json-schema.org/draft-04/schema#\"}",
        "{\"$ref\":\"#/definitions/absent\"}",
        "{\"$ref\":\"#\"}",
      })
  void fetchesNothingAndRunsInNoCircle(String schema) {
    Failure failure = catchThrowableOfType(Failure.class, () -> check(schema, "1"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }

  @Test
  void stopsAnExpressionThatWouldRunForEver() {
    assertThat(check("{\"pattern\":\"^(a+)+$\"}", "\"" + "a".repeat(60) + "b\"")).hasSize(1);
  }

  @Test
  void refusesToJudgeByWhatIsNoSchema() {
    Failure failure = catchThrowableOfType(Failure.class, () -> check("{\"type\":\"text\"}", "1"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"writeOnly\":true,\"maxLength\":3,\"pattern\":\"^x\"}",
        "{\"writeOnly\":true,\"enum\":[\"a\"]}",
        "{\"writeOnly\":true,\"contentEncoding\":\"base64\"}",
        "{\"anyOf\":[{\"writeOnly\":true,\"type\":\"integer\"},{\"maxLength\":1}]}",
      })
  void showsNothingOfAValueThatMustNotBeShown(String schema) {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () -> define(schema).require("parameter p", "d", new JsonString("hunter2!")));
    assertThat(failure.getMessage()).contains("parameter p").doesNotContain("hunter");
  }

  @Test
  void showsNoMemberOfAnObjectThatMustNotBeShown() {
    String schema =
        "{\"additionalProperties\":{\"writeOnly\":true,\"type\":\"integer\"},"
            + "\"propertyNames\":{\"maxLength\":2}}";
    assertThat(check(schema, "{\"hunter2\":\"hunter3\"}"))
        .containsExactlyInAnyOrder("$: does not meet type", "$: does not meet propertyNames");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"string\"}|5|\"5\"",
        "{\"type\":\"string\"}|\"5\"|\"\\\"5\\\"\"",
        "{\"type\":\"integer\"}|5|5",
        "{\"type\":[\"string\",\"null\"]}|null|null",
        "{\"type\":[\"string\",\"null\"]}|5|\"5\"",
        "{\"type\":\"array\"}|[1]|[1]",
        "{\"type\":\"object\"}|{\"a\":1}|{\"a\":1}",
        "{\"type\":\"boolean\"}|true|true",
        "{}|[1]|[1]",
        "{}|plain|\"plain\"",
      })
  void readsWhatAPersonWrites(String schema, String text, String value) {
    assertThat(define(schema).read("d", text)).isEqualTo(json(value));
  }

  @Test
  void refusesTextOfAnotherType() {
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> define("{\"type\":\"integer\"}").read("d", "five"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.facts()).containsEntry("found", "five").containsEntry("expected", "integer");
    Failure hidden =
        catchThrowableOfType(
            Failure.class,
            () -> define("{\"type\":\"integer\",\"writeOnly\":true}").read("d", "five"));
    assertThat(hidden.getMessage()).doesNotContain("five");
  }

  @Test
  void writesStringsAsTheyAreAndAllElseAsJson() {
    assertThat(Definitions.text(new JsonString("\"a\nb"))).isEqualTo("\"a\nb");
    assertThat(Definitions.text(json("{\"b\":1.0,\"a\":null}"))).isEqualTo("{\"a\":null,\"b\":1}");
  }

  @Test
  void knowsDefaultsAndWhatIsUndefined() {
    assertThat(define("{\"default\":false}").preset("d")).contains(json("false"));
    assertThat(define("{\"default\":null}").preset("d")).isEmpty();
    Failure failure = catchThrowableOfType(Failure.class, () -> define("{}").preset("e"));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
  }
}
