package dev.lighterage.cnab.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  @Test
  void readsMapsListsAndScalarsWithTheirPlaces() {
    YamlMap map = read("a: 1\nb:\n  - x\n  - {c: true}\n").asMap("a map");
    assertThat(map.keys()).containsExactly("a", "b");
    assertThat(map.at("b")).hasToString("f:2:1");
    YamlNode second = map.findList("b").orElseThrow().items().get(1);
    assertThat(second.at()).hasToString("f:4:5");
    assertThat(second.asMap("a map").at("c")).hasToString("f:4:6");
  }

  @Test
  void readsJsonAsTheYamlItIs() {
    String json = "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\n\"],\"b\":{}}";
    assertThat(read(json).toJson()).isEqualTo(Json.read(Bytes.utf8(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null | null",
        "~ | null",
        "NULL | null",
        "true | true",
        "False | false",
        "yes | \"yes\"",
        "on | \"on\"",
        "0 | 0",
        "-12 | -12",
        "+12 | 12",
        "007 | 7",
        "0o17 | 15",
        "0xFF | 255",
        "1.5 | 1.5",
        "1. | 1",
        ".5 | 0.5",
        "-.5 | -0.5",
        "1e3 | 1e3",
        "+1.50E+2 | 1.50E+2",
        "1_000 | \"1_000\"",
        "1.2.3 | \"1.2.3\"",
        "12:30 | \"12:30\"",
        "0b1 | \"0b1\"",
        "'1' | \"1\"",
        ". | \".\"",
        "- | [null]",
        "2026-01-01 | \"2026-01-01\"",
        "nULL | \"nULL\"",
        "-0 | -0"
      })
  void resolvesPlainScalarsByTheCoreSchema(String yaml, String json) {
    assertThat(Json.go(read(yaml).toJson()).text()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1$b: 2$a: 3$ | doubled key: f:3:1; first: f:1:1; found: a",
        "a: &x 1$ | anchors and aliases are not read here: f:1:4",
        "a: *x$ | anchors and aliases are not read here: f:1:4",
        "a: !!str 1$ | tags are not read here: f:1:4; found: tag:yaml.org,2002:str",
        "a: !x 1$ | tags are not read here: f:1:4; found: !x",
        "a: !x [1]$ | tags are not read here: f:1:4; found: !x",
        "a: 1$---$b: 1$ | a second document: f:2:1",
        "%YAML 1.2$---$a: 1$ | directives are not read here: f:1:1",
        "# nothing$ | nothing in the document: f:2:1",
        "a: .inf$ | not a number that JSON can say: f:1:4; found: .inf",
        "a: .NaN$ | not a number that JSON can say: f:1:4; found: .NaN",
        "1: a$ | not what must stand here: f:1:1; expected: a string as key; found: the number 1",
        "? [a]$: b$ | not what must stand here: f:1:3; expected: a string as key; found: a list",
        "a: b: c$ | not YAML: f:1:5; why: mapping values are not allowed here",
        "a: [1$ | not YAML: f:2:1; why: expected ',' or ']', but got <stream end>"
      })
  void refuses(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace('$', '\n')))
        .isInstanceOf(Failure.class)
        .hasMessage(message);
  }

  @Test
  void refusesTabsAsIndentation() {
    assertThatThrownBy(() -> read("a:\n\t- b\n")).hasMessageStartingWith("not YAML: f:2:1; why:");
  }

  @Test
  void saysWhereBytesAreNotUtf8() {
    byte[] bytes = "a: é\nb: x?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xC3;
    assertThatThrownBy(() -> Yaml.read("f", Bytes.of(bytes)))
        .hasMessage("not UTF-8: f:2:5; found: byte 0xC3");
  }

  @Test
  void refusesControlCharactersAndTakesAByteOrderMark() {
    assertThatThrownBy(() -> read("a: \u0007\n"))
        .hasMessage("character that YAML may not hold: f:1:4; found: U+0007");
    assertThat(read("\uFEFFa: 1\n").asMap("a map").at("a")).hasToString("f:1:1");
  }

  @Test
  void refusesNestingAndSizeOverTheLimits() {
    assertThatThrownBy(() -> read("[".repeat(100) + "]".repeat(100)))
        .hasMessage("YAML over the limit: f:1:66; limit: 64 levels of nesting");
    assertThatThrownBy(() -> read("#".repeat((1 << 20) + 1)))
        .hasMessage("YAML over the limit: f; limit: 1048576 bytes");
    assertThatThrownBy(() -> read("- 1\n".repeat(100_001)))
        .hasMessage("YAML over the limit: f:100000:3; limit: 100000 nodes");
    assertThatThrownBy(() -> read("1".repeat(401)))
        .hasMessage("YAML over the limit: f:1:1; limit: 400 characters in a number");
  }

  @Test
  void followsAliasesInForeignDocuments() {
    YamlNode node = Yaml.readForeign("f", Bytes.utf8("a: &x {b: 1}\nc: *x\n8080: y\n"));
    assertThat(Json.go(node.toJson()).text())
        .isEqualTo("{\"a\":{\"b\":1},\"c\":{\"b\":1},\"8080\":\"y\"}");
  }

  @Test
  void stopsAnAliasBomb() {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      String before = "*a" + (i - 1) + " ,";
      bomb.append("a%d: &a%d [%s x]\n".formatted(i, i, before.repeat(9)));
    }
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> Yaml.readForeign("f", Bytes.utf8(bomb.toString())));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_LARGE);
  }

  @Test
  void stopsATowerOfAliases() {
    String deep = "[".repeat(30) + "x" + "]".repeat(30);
    String text = "a: &a " + deep + "\nb: &b " + deep.replace("x", "*a ") + "\nc: [[[[[*b ]]]]]\n";
    assertThatThrownBy(() -> Yaml.readForeign("f", Bytes.utf8(text)))
        .hasMessage("YAML over the limit: f:3:9; limit: 64 levels of nesting");
  }

  @Test
  void refusesAnAliasInsideWhatItNames() {
    assertThatThrownBy(() -> Yaml.readForeign("f", Bytes.utf8("a: &x [*x ]\n")))
        .hasMessage("alias of nothing that stands complete before it: f:1:8; found: x");
  }

  @Test
  void saysWhatAFieldShouldBe() {
    YamlMap map = read("version: 1.10\nname: [x]\nflag: 'yes'\nempty:\n").asMap("a map");
    assertThatThrownBy(() -> map.string("version"))
        .hasMessage(
            "not what must stand here: f:1:10; expected: a string; found: the number 1.10;"
                + " suggestion: \"1.10\"");
    assertThatThrownBy(() -> map.string("name"))
        .hasMessage("not what must stand here: f:2:7; expected: a string; found: a list");
    assertThatThrownBy(() -> map.findBoolean("flag"))
        .hasMessage("not what must stand here: f:3:7; expected: true or false; found: a string");
    assertThatThrownBy(() -> map.string("empty"))
        .hasMessage("field is missing: f:1:1; expected: a string; field: empty");
    assertThat(map.findMap("empty")).isEmpty();
  }

  @Test
  void suggestsTheFieldThatWasMeant() {
    YamlMap map = read("a: 1\nrunnner: x\n").asMap("a map");
    assertThatThrownBy(() -> map.allowOnly(List.of("a", "runner", "name")))
        .hasMessage("unknown field: f:2:1; found: runnner; suggestion: runner");
    assertThatThrownBy(() -> map.allowOnly(List.of("a", "name")))
        .hasMessage("unknown field: f:2:1; expected: a, name; found: runnner");
  }

  @Test
  void saysThatAFileIsNotThereOrNoFile(@TempDir Path folder) {
    assertThatThrownBy(() -> Yaml.read(folder.resolve("no.yaml")))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("no such file: ");
    assertThatThrownBy(() -> Yaml.read(folder)).isInstanceOf(Failure.class);
  }

  @Test
  void stopsReadingAFileOverTheLimit(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("long.yaml");
    Files.write(file, new byte[2 << 20]);
    assertThatThrownBy(() -> Yaml.read(file)).hasMessageContaining("limit: 1048576 bytes");
  }

  private static YamlNode read(String text) {
    return Yaml.read("f", Bytes.utf8(text));
  }
}
