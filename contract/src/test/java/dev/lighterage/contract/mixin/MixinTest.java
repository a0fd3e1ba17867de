package dev.lighterage.contract.mixin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixinTest {
  static final String FILES =
      """
      {"mixin":1,"name":"files","version":"1.0.0","description":"Puts files into a folder",
       "tool":"files 1.0.0","runsArbitraryCommands":false,"reach":{"network":[],"mounts":true},
       "operations":{
        "put":{"description":"Puts it there",
         "inputs":{"source":{"type":"artifact","kinds":["file","folder"],"required":true},
                   "to":{"type":"string","required":true},
                   "values":{"type":"object"},
                   "tags":{"type":"list"}},
         "argv":["/cnab/app/rt/bin/java","put","${inputs.source}","${inputs.to}",
                 ["--values","${files.values}"],"${inputs.tags...}"],
         "env":{"HOME":"/tmp"},
         "files":{"values":{"input":"values","format":"json"}},
         "exitCodes":{"0":{"meaning":"done","done":true},
                      "3":{"meaning":"target is in the way","done":false}},
         "outputs":{"path":{"stdout":"/path"}},"upgrade":"put","uninstall":"remove"},
        "remove":{"inputs":{"to":{"type":"string","required":true}},
         "argv":["/cnab/app/rt/bin/java","remove","${inputs.to}"]}}}
      """;

  static Mixin files() {
    return Mixin.read(json(FILES));
  }

  static JsonObject json(String text) {
    return Json.readObject(Bytes.utf8(text));
  }

  private static Failure failure(String from, String to) {
    assertThat(FILES).contains(from);
    JsonObject json = json(FILES.replace(from, to));
    return catchThrowableOfType(Failure.class, () -> Mixin.read(json));
  }

  @Test
  void readsDescriptor() {
    Mixin mixin = files();
    Operation put = mixin.operation("put").orElseThrow();
    assertThat(mixin.reach()).isEqualTo(new Mixin.Reach(List.of(), true));
    assertThat(put.input("source").orElseThrow().kinds()).containsExactly("file", "folder");
    assertThat(put.outputs()).containsExactly("path");
    assertThat(put.upgrade()).contains("put");
    assertThat(put.uninstall()).contains("remove");
    Program program = put.program().orElseThrow();
    assertThat(program.argv()).hasSize(6);
    assertThat(program.argv().get(4).templates()).hasSize(2);
    assertThat(program.outputs()).containsEntry("path", new OutputRule.FromStdout("/path"));
    assertThat(program.meaning(3).orElseThrow().done()).isFalse();
    assertThat(program.meaning(0).orElseThrow().done()).isTrue();
    assertThat(program.meaning(1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"tool\"|\"tol\"|$.tol",
        "\"kinds\":[\"file\",\"folder\"]|\"kinds\":[]|$.operations.put.inputs.source",
        "\"type\":\"list\"|\"type\":\"array\"|$.operations.put.inputs.tags.type",
        "\"type\":\"list\"|\"type\":\"list\",\"default\":3|$.operations.put.inputs.tags.default",
        "${inputs.to}\",|${inputs.two}\",|$.operations.put.argv[3]",
        "${files.values}|${files.value}|$.operations.put.argv[4][1]",
        "${inputs.tags...}|${inputs.to...}|$.operations.put.argv[5]",
        "\"/cnab/app/rt/bin/java\",\"put\"|\"${inputs.tags...}\"|$.operations.put.argv[0]",
        "\"HOME\":\"/tmp\"|\"HO ME\":\"/tmp\"|$.operations.put.env[\"HO ME\"]",
        "\"input\":\"values\"|\"input\":\"value\"|$.operations.put.files.values",
        "\"format\":\"json\"|\"format\":\"toml\"|$.operations.put.files.values.format",
        "\"3\":{|\"300\":{|$.operations.put.exitCodes.300",
        "\"done\",\"done\":true|\"done\",\"done\":false|$.operations.put.exitCodes.0",
        "\"done\",\"done\":true|\"done\",\"done\":true,\"changed\":false|$.operations.put.exitCodes.0.changed",
        "\"stdout\":\"/path\"|\"stdout\":\"path\"|$.operations.put.outputs.path.stdout",
        "\"stdout\":\"/path\"|\"file\":\"path\"|$.operations.put.outputs.path.file",
        "\"stdout\":\"/path\"||$.operations.put.outputs.path",
        "\"uninstall\":\"remove\"|\"uninstall\":\"delete\"|$.operations.put.uninstall",
        "\"version\":\"1.0.0\"|\"version\":\"1.0\"|$.version",
        "\"name\":\"files\"|\"name\":\"my.files\"|$.name",
        "\"remove\"}|\"remove\"},\"re.move\":{}|$.operations[\"re.move\"]",
      })
  void refusesDescriptorAtItsPlace(String from, String to, String path) {
    Failure failure = failure(from, to == null ? "" : to);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(path);
  }

  @Test
  void suggestsTheMemberThatWasMeant() {
    assertThat(failure("\"tool\"", "\"tol\"").facts()).containsEntry("suggestion", "tool");
    assertThat(failure("\"type\":\"list\"", "\"type\":\"lst\"").facts())
        .containsEntry("suggestion", "list");
  }

  @Test
  void namesThePlaceOfABrokenTemplate() {
    Failure failure = failure("${inputs.to}\",", "${input.to}\",");
    assertThat(failure.facts())
        .containsEntry("path", "$.operations.put.argv[3]")
        .containsEntry("why", "unknown placeholder ${input.to}");
  }

  @Test
  void refusesLaterVersionAsUnsupported() {
    assertThat(failure("\"mixin\":1", "\"mixin\":2").kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }

  /// Whatever stands in a descriptor, there comes out a mixin or a failure that says why not; and
  /// every mixin has an inventory that comes back.
  @Test
  void madeUpDescriptors() {
    byte[] good = FILES.getBytes(StandardCharsets.UTF_8);
    var random = new Random(1);
    int readable = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\":,019az$.".charAt(random.nextInt(14));
      }
      try {
        Inventory inventory = Inventory.of(List.of(Mixin.read(Json.readObject(Bytes.of(bytes)))));
        assertThat(Inventory.read(Json.readObject(Json.canonical(inventory.toJson()))))
            .isEqualTo(inventory);
        readable++;
      } catch (Failure failure) {
        assertThat(failure.kind()).isIn(Failure.Kind.INVALID, Failure.Kind.UNSUPPORTED);
      }
    }
    assertThat(readable).isBetween(100, 2_500);
  }
}
