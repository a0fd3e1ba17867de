package dev.lighterage.oci.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
  @Test
  void bracketsNamesThatAreMoreThanAWord() {
    assertThat(JsonPath.member("$.a", "x-order_2")).isEqualTo("$.a.x-order_2");
    assertThat(JsonPath.member("$.a", "com.example.x")).isEqualTo("$.a[\"com.example.x\"]");
    assertThat(JsonPath.member("$", "")).isEqualTo("$[\"\"]");
    assertThat(JsonPath.member("$", "a\"b\n")).isEqualTo("$[\"a\\\"b\\n\"]");
    assertThat(JsonPath.element("$.a", 3)).isEqualTo("$.a[3]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"b.c\":1,\"b.c\":2}}|$.a[\"b.c\"]",
        "{\"a\":[{\"x\":1},{\"y\":1,\"y\":1}]}|$.a[1].y",
        "{\"a\":{},\"\\u0061\":{}}|$.a",
        "{\"a\":[0,\"\\ud83d\"]}|$.a[1]",
        "{\"a\":{\"\\udc00\":1}}|$",
      })
  void refusesDoubledMembersAndLoneSurrogatesAtTheirPlace(String text, String path) {
    Failure failure = catchThrowableOfType(Failure.class, () -> Json.read(Bytes.utf8(text)));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(path);
  }

  @Test
  void refusesInvalidUtf8AtItsPlace() {
    byte[] bytes = "{\"a\":{\"b\":\"x?y\"}}".getBytes(StandardCharsets.ISO_8859_1);
    bytes["{\"a\":{\"b\":\"x".length()] = (byte) 0xff;
    Failure failure = catchThrowableOfType(Failure.class, () -> Json.read(Bytes.of(bytes)));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo("$.a.b");
  }

  @Test
  void suggestsTheNearestName() {
    List<String> known = List.of("artifacts", "actions", "images", "name");
    assertThat(Nearest.of("artefacts", known)).contains("artifacts");
    assertThat(Nearest.of("Image", known)).contains("images");
    assertThat(Nearest.of("nmae", known)).contains("name");
    assertThat(Nearest.of("outputs", known)).isEmpty();
  }
}
