package dev.lighterage.oci.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.value.Bytes;
import org.junit.jupiter.api.Test;

class GoWriterTest {
  @Test
  void keepsTheOrderOfMembersAndTheDigitsOfNumbers() {
    assertThat(again("{ \"b\": 1.0, \"a\": [true, null, -2e3] }"))
        .isEqualTo("{\"b\":1.0,\"a\":[true,null,-2e3]}");
  }

  @Test
  void escapesWhatGoEscapes() {
    assertThat(again("\"<&>\\u2028\\u2029\\b\\f\\u0001\\u007f/é'\""))
        .isEqualTo("\"\\u003c\\u0026\\u003e\\u2028\\u2029\\b\\f\\u0001\u007f/é'\"");
  }

  private static String again(String json) {
    return Json.go(Json.read(Bytes.utf8(json))).text();
  }
}
