package dev.lighterage.oci.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.value.Bytes;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static final JsonValue MIXED =
      Json.read(Bytes.utf8("{ \"b\": 1.0, \"a\": [true, null, -2e3, {}, []], \"<\": \"\" }"));

  @Test
  void sortsMembersAndWritesNumbersAsDoublesInCanonicalForm() {
    assertThat(Json.canonical(MIXED).text())
        .isEqualTo("{\"<\":\"\",\"a\":[true,null,-2000,{},[]],\"b\":1}");
  }

  @Test
  void sortsMembersByUtf16CodeUnitsInCanonicalForm() {
    var value = Json.read(Bytes.utf8("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3}"));
    assertThat(Json.canonical(value).text())
        .isEqualTo("{\"\u20ac\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
  }

  @Test
  void keepsTheOrderOfMembersAndTheDigitsOfNumbersInTheOtherForms() {
    assertThat(Json.go(MIXED).text())
        .isEqualTo("{\"b\":1.0,\"a\":[true,null,-2e3,{},[]],\"\\u003c\":\"\"}");
    assertThat(Json.line(MIXED)).isEqualTo("{\"b\":1.0,\"a\":[true,null,-2e3,{},[]],\"<\":\"\"}");
    assertThat(Json.pretty(MIXED))
        .isEqualTo(
            """
            {
              "b": 1.0,
              "a": [
                true,
                null,
                -2e3,
                {},
                []
              ],
              "<": ""
            }\
            """);
  }

  @Test
  void escapesWhatGoEscapes() {
    JsonValue text = Json.read(Bytes.utf8("\"<&>\\u2028\\u2029\\b\\f\\u0001\\u007f/é'\""));
    assertThat(Json.go(text).text())
        .isEqualTo("\"\\u003c\\u0026\\u003e\\u2028\\u2029\\b\\f\\u0001\u007f/é'\"");
    assertThat(Json.canonical(text).text()).isEqualTo("\"<&>\u2028\u2029\\b\\f\\u0001\u007f/é'\"");
  }
}
