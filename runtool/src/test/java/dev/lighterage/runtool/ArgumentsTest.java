package dev.lighterage.runtool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What reaches a program: arguments, variables, files.
class ArgumentsTest {
  @TempDir private Path root;
  private Ground ground;
  private String record = "";

  @BeforeEach
  void makeGround() {
    ground = new Ground(root);
    // Each argument ends with the character U+0001, which no test uses.
    record =
        ground.script(
            "record", "printf '%s\\001' \"$@\" > " + root + "/args\nenv > " + root + "/env\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        " ",
        "$(touch x)",
        "`touch x`",
        "--flag",
        "-rf",
        "@/etc/passwd",
        "two\nlines\n",
        "quote \" and ' and \\",
        "a;b|c>d&e",
        "*",
        "${parameters.secret}",
        "$HOME",
        "grüße ☃ 🚢",
      })
  void valueReachesProgramAsThatVeryArgument(String value) {
    ground
        .mixin("m", operation("\"before\",\"${inputs.v}\",\"x=${inputs.v}\",\"after\"", "string"))
        .step("install", "s", "m.go", "{\"v\":" + json(value.replace("${", "$${")) + "}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args()).containsExactly("before", value, "x=" + value, "after");
    assertThat(root.resolve("x")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$(touch x)", "--flag", "two\nlines\n", "${parameters.p}", "\"quoted\"", ""})
  void parameterReachesProgramAsThatVeryArgument(String value) {
    ground
        .section("definitions", "{\"d\":{\"type\":\"string\"}}")
        .section("parameters", "{\"p\":{\"definition\":\"d\",\"destination\":{\"env\":\"P\"}}}")
        .mixin("m", operation("\"${inputs.v}\"", "string"))
        .step("install", "s", "m.go", "{\"v\":\"${parameters.p}\"}");
    ground.environment.put("P", value);
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args()).containsExactly(value);
  }

  @Test
  void listBecomesOneArgumentForEachItem() {
    ground
        .mixin("m", operation("\"-\",\"${inputs.v...}\"", "list"))
        .step(
            "install",
            "s",
            "m.go",
            "{\"v\":[\"a b\",\"\",3,true,{\"k\":12345678901234567890,\"a\":[]}]}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args())
        .containsExactly("-", "a b", "", "3", "true", "{\"k\":12345678901234567890,\"a\":[]}");
  }

  @Test
  void groupWithoutValueIsLeftOutWhole() {
    ground
        .mixin("m", operation("[\"--v\",\"${inputs.v}\"],\"--x=${inputs.v}\",\"end\"", "string"))
        .step("install", "s", "m.go", "{}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args()).containsExactly("end");
  }

  @Test
  void programGetsNothingButPathHomeAndWhatItsDescriptorSays() {
    ground.environment.put("LD_LIBRARY_PATH", "/evil");
    ground.environment.put("TOKEN", "secret");
    ground
        .mixin(
            "m",
            """
            {"go":{"inputs":{"v":{"type":"string"},"w":{"type":"string"}},"argv":["%s"],
            "env":{"ONE":"1-${inputs.v}","NONE":"${inputs.w}","WHO":"${installation}/${step}"}}}\
            """
                .formatted(record))
        .step("install", "s", "m.go", "{\"v\":\"a\\nb\"}");
    assertThat(ground.run()).as(ground.err()).isZero();
    // The shell adds PWD, and some shells SHLVL and _.
    assertThat(ground.read("/env").lines().filter(l -> !l.matches("(PWD|OLDPWD|SHLVL|_)=.*")))
        .satisfiesExactlyInAnyOrder(
            l -> assertThat(l).isEqualTo("PATH=" + Invocation.PATH),
            l -> assertThat(l).startsWith("HOME="),
            l -> assertThat(l).isEqualTo("ONE=1-a"),
            l -> assertThat(l).isEqualTo("b"),
            l -> assertThat(l).isEqualTo("WHO=shop/s"));
  }

  @Test
  void valuesKeepTheirTypesInFiles() {
    String script = ground.script("copy", "cp \"$1\" " + root + "/copy\n");
    ground
        .section(
            "definitions",
            "{\"n\":{\"type\":\"integer\"},\"o\":{\"type\":\"object\"},\"s\":{\"type\":\"string\"},"
                + "\"b\":{\"type\":\"boolean\"}}")
        .section(
            "parameters",
            """
            {"n":{"definition":"n","destination":{"env":"N"}},
             "o":{"definition":"o","destination":{"path":"/in/o"}},
             "s":{"definition":"s","destination":{"env":"S"}},
             "b":{"definition":"b","destination":{"env":"B"}},
             "none":{"definition":"n","destination":{"env":"NONE"}}}\
            """)
        .section(
            "images",
            "{\"api\":{\"image\":\"example.com/api:3.2\",\"contentDigest\":\"sha256:"
                + "a".repeat(64)
                + "\"}}")
        .mixin(
            "m",
            """
            {"go":{"inputs":{"v":{"type":"object"}},"argv":["%s","${files.f}"],
            "files":{"f":{"input":"v","format":"yaml"}}}}\
            """
                .formatted(script))
        .step(
            "install",
            "s",
            "m.go",
            """
            {"v":{"n":"${parameters.n}","o":"${parameters.o}","s":"${parameters.s}",
            "b":"${parameters.b}","none":"${parameters.none}","text":"n=${parameters.n}.",
            "list":["${parameters.none}","${installation}"],"image":"${images.api}",
            "escaped":"$${x}"}}\
            """);
    ground.environment.put("N", "12345678901234567890");
    ground.environment.put("S", "5");
    ground.environment.put("B", "true");
    ground.environment.put("NONE", "");
    ground.file("/in/o", "{\"k\": [1, null]}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(Json.read(dev.lighterage.oci.value.Bytes.utf8(ground.read("/copy"))))
        .isEqualTo(
            Json.read(
                dev.lighterage.oci.value.Bytes.utf8(
                    """
                    {"n":12345678901234567890,"o":{"k":[1,null]},"s":"5","b":true,
                    "text":"n=12345678901234567890.","list":["shop"],
                    "image":"example.com/api@sha256:%s","escaped":"${x}"}\
                    """
                        .formatted("a".repeat(64)))));
  }

  @Test
  void imagesAreNamedWhereTheyLieNow() {
    String digest = "@sha256:" + "a".repeat(64);
    ground.file(
        "/cnab/app/relocation-mapping.json",
        "{\"example.com/api:3.2\":\"mirror.example/api" + digest + "\"}");
    ground
        .section("images", "{\"api\":{\"image\":\"example.com/api:3.2\"}}")
        .mixin("m", operation("\"${inputs.v}\"", "string"))
        .step("install", "s", "m.go", "{\"v\":\"${images.api}\"}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args()).containsExactly("mirror.example/api" + digest);
  }

  @Test
  void artifactsAreGivenAsPaths() {
    ground.file("/cnab/app/artifacts/web/web/Chart.yaml", "name: web\n");
    ground.file("/cnab/app/artifacts/seed/seed.sql", "select 1");
    ground.file("/cnab/app/artifacts/tree/only", "");
    ground
        .artifact("web", "helm")
        .artifact("seed", "file")
        .artifact("tree", "folder")
        .mixin(
            "m",
            """
            {"go":{"inputs":{"a":{"type":"artifact","kinds":["helm"]},
            "b":{"type":"artifact","kinds":["file"]},"c":{"type":"artifact","kinds":["folder"]}},
            "argv":["%s","${inputs.a}","${inputs.b}","${inputs.c}"]}}\
            """
                .formatted(record))
        .step("install", "s", "m.go", "{\"a\":\"web\",\"b\":\"seed\",\"c\":\"tree\"}");
    assertThat(ground.run()).as(ground.err()).isZero();
    String artifacts = root + "/cnab/app/artifacts/";
    assertThat(args())
        .containsExactly(artifacts + "web/web", artifacts + "seed/seed.sql", artifacts + "tree");
  }

  @Test
  void credentialIsNamedByItsFile() {
    ground.file("/cnab/app/credentials/azure.json", "secret");
    ground
        .section(
            "credentials",
            "{\"azure\":{\"path\":\"/cnab/app/credentials/azure.json\"},\"other\":{\"path\":\"/none\"}}")
        .mixin(
            "m",
            """
            {"go":{"inputs":{"v":{"type":"string"},"w":{"type":"string"}},
            "argv":["%s","${inputs.v}","${inputs.w}"]}}\
            """
                .formatted(record))
        .step(
            "install",
            "s",
            "m.go",
            "{\"v\":\"${credentials.azure}\",\"w\":\"${credentials.other}\"}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(args()).containsExactly(root + "/cnab/app/credentials/azure.json");
  }

  @Test
  void stepsWorkInFoldersOfTheirOwnThatGoWithThem() {
    String script = ground.script("work", "ls; echo left > left; pwd >> " + root + "/where\n");
    ground
        .mixin("m", "{\"go\":{\"argv\":[\"" + script + "\"]}}")
        .step("install", "one", "m.go", "{}")
        .step("install", "two", "m.go", "{}");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(ground.out()).doesNotContain("left");
    List<String> where = ground.read("/where").lines().toList();
    assertThat(where).hasSize(2);
    assertThat(where).allSatisfy(folder -> assertThat(Path.of(folder)).doesNotExist());
  }

  @Test
  void valueThatNoArgumentCanHoldFailsTheStep() {
    ground
        .mixin("m", operation("\"${inputs.v}\"", "string"))
        .step("install", "s", "m.go", "{\"v\":\"a\\u0000b\"}");
    assertThat(ground.run()).isEqualTo(121);
    assertThat(ground.has("/args")).isFalse();
    assertThat(ground.report()).containsExactly("s failed go");
  }

  private String operation(String argv, String type) {
    return "{\"go\":{\"inputs\":{\"v\":{\"type\":\"%s\"}},\"argv\":[\"%s\",%s]}}"
        .formatted(type, record, argv);
  }

  private static String json(String value) {
    return Json.canonical(new JsonString(value)).text();
  }

  private List<String> args() {
    String text = ground.read("/args");
    return List.of(text.split("\u0001", -1)).subList(0, text.split("\u0001", -1).length - 1);
  }
}
