package dev.lighterage.runtool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.operation.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is missing is said before anything starts.
class RefusalTest {
  @TempDir private Path root;
  private Ground ground;

  @BeforeEach
  void makeGround() {
    ground = new Ground(root);
    String script = ground.script("touch", "echo ran >> " + root + "/ran\n");
    ground.mixin(
        "m",
        """
        {"go":{"inputs":{"v":{"type":"string"},"must":{"type":"string"},
        "chart":{"type":"artifact","kinds":["helm"]}},"argv":["%s","${inputs.v}"],
        "outputs":{"o":{"file":"/tmp/none"}}},
        "strict":{"inputs":{"must":{"type":"integer","required":true}},"argv":["%s"]},
        "absent":{"argv":["/none/at/all"]}}\
        """
            .formatted(script, script));
    // A first step that could run, so that a later problem would come too late.
    ground.step("install", "first", "m.go", "{}");
  }

  @AfterEach
  void nothingRan() {
    assertThat(ground.has("/ran")).as("a step ran").isFalse();
    assertThat(ground.has(Places.STEPS)).as("a report was written").isFalse();
  }

  @Test
  void ordinaryRuntimeIsToldEachThingThatIsMissing() throws IOException {
    ground
        .artifact("web", "helm")
        .step("install", "web", "m.go", "{\"chart\":\"web\"}")
        .withoutNote();
    refused(
        "/cnab/claim.json has no custom[\"dev.lighterage\"], so nothing is granted",
        "step web: input chart: artifact was not handed over: web");
    assertThat(ground.err()).contains("nothing was changed");
    Files.delete(root.resolve("cnab/claim.json"));
    assertThat(new RunTool(new Surroundings(root, ground.environment, streams())).run())
        .isEqualTo(120);
  }

  private Surroundings.Streams streams() throws IOException {
    var quiet =
        new java.io.PrintStream(
            java.io.OutputStream.nullOutputStream(), true, java.nio.charset.StandardCharsets.UTF_8);
    return new Surroundings.Streams(
        quiet,
        quiet,
        java.lang.ProcessBuilder.Redirect.DISCARD,
        java.lang.ProcessBuilder.Redirect.DISCARD);
  }

  @Test
  void emptyImageSaysWhatItWasNotGiven() {
    ground.environment.clear();
    assertThat(
            new RunTool(
                    new Surroundings(
                        root.resolve("bin"), ground.environment, ground.surroundings().streams()))
                .run())
        .isEqualTo(120);
    assertThat(ground.err())
        .contains(
            "the variable CNAB_ACTION is not set",
            "the variable CNAB_INSTALLATION_NAME is not set",
            "/cnab/bundle.json is not there");
  }

  @Test
  void unknownAction() {
    ground.environment.put(Places.ACTION, "backup");
    refused("the bundle has no steps for the action backup");
  }

  @Test
  void noteOfAnotherContract() throws IOException {
    ground.surroundings();
    Path claim = root.resolve("cnab/claim.json");
    Files.writeString(claim, Files.readString(claim).replace("\"contract\":1", "\"contract\":2"));
    var here = new Surroundings(root, ground.environment, ground.surroundings().streams());
    Files.writeString(claim, Files.readString(claim).replace("\"contract\":1", "\"contract\":2"));
    assertThat(new RunTool(here).run()).isEqualTo(120);
    assertThat(ground.err()).contains("run contract of another version");
  }

  @Test
  void unknownMixinOperationAndInput() {
    ground
        .step("install", "a", "none.go", "{}")
        .step("install", "b", "m.none", "{}")
        .step("install", "c", "m.go", "{\"x\":1}");
    refused(
        "step a: none.go is not granted",
        "step a: this image has no mixin none",
        "step b: m.none is not granted",
        "step b: the mixin m has no operation none",
        "step c: m.go has no input x");
  }

  @Test
  void mixinNamedOutOfItsFolder() {
    ground.step("install", "a", "../m.go", "{}");
    refused("step a: this image has no mixin ..");
  }

  @Test
  void operationThatIsNotGranted() {
    ground.revoke("m.strict").step("install", "s", "m.strict", "{\"must\":1}");
    refused("step s: m.strict is not granted");
  }

  @Test
  void inputsWithoutValueOrOfAnotherType() {
    ground
        .step("install", "a", "m.strict", "{}")
        .step("install", "b", "m.strict", "{\"must\":\"x\"}")
        .step("install", "c", "m.strict", "{\"must\":1.5}");
    refused(
        "step a: input must: required input without a value",
        "step b: input must: input of another type",
        "step c: input must: input of another type");
  }

  @Test
  void artifactOfAnotherKindAndOneOutOfItsFolder() {
    ground
        .artifact("seed", "file")
        .artifact("../../etc", "helm")
        .step("install", "a", "m.go", "{\"chart\":\"seed\"}")
        .step("install", "b", "m.go", "{\"chart\":\"none\"}")
        .step("install", "c", "m.go", "{\"chart\":\"../../etc\"}");
    refused(
        "step a: input chart: artifact of another kind",
        "step b: input chart: no such artifact",
        "step c: input chart: not a folder's name");
  }

  @Test
  void parametersThatAreUnknownMissingOrIllTyped() {
    ground
        .section("definitions", "{\"n\":{\"type\":\"integer\"}}")
        .section(
            "parameters",
            """
            {"gone":{"definition":"n","destination":{"env":"GONE","path":"/in/gone"}},
             "bad":{"definition":"n","destination":{"env":"BAD"}}}\
            """)
        .step("install", "a", "m.go", "{\"v\":\"${parameters.none}\"}")
        .step("install", "b", "m.go", "{\"v\":\"${parameters.gone}\"}")
        .step("install", "c", "m.go", "{\"v\":\"${parameters.bad}\"}");
    ground.environment.put("BAD", "{hunter2");
    refused(
        "step a: input v: no such parameter: none",
        "step b: input v: parameter was not handed over: gone",
        "step c: input v: parameter is not of its type: bad");
    assertThat(ground.err()).doesNotContain("hunter2");
  }

  @Test
  void outputThatNothingYields() {
    ground
        .step("install", "a", "m.go", "{\"v\":\"${outputs.first.none}\"}")
        .step("install", "b", "m.go", "{\"v\":\"${outputs.c.o}\"}")
        .step("install", "c", "m.go", "{}");
    refused(
        "step a: nothing yields ${outputs.first.none}", "step b: nothing yields ${outputs.c.o}");
  }

  @Test
  void programThatIsNotThere() {
    ground.step("install", "a", "m.absent", "{}");
    refused("step a: the program /none/at/all is not in this image");
  }

  @Test
  void grantedFolderThatIsNotThere() {
    ground.mounts("[\"/data\"]");
    refused("the granted folder /data is not there");
  }

  @Test
  void outputBeyondItsFolder() {
    ground
        .section("definitions", "{\"d\":{\"type\":\"string\"}}")
        .section("outputs", "{\"o\":{\"definition\":\"d\",\"path\":\"/cnab/app/outputs/../run\"}}");
    refused("/cnab/bundle.json cannot be used", "rule: 101.65");
  }

  @Test
  void secretInAnArgumentList() {
    ground
        .section("definitions", "{\"s\":{\"type\":\"string\",\"writeOnly\":true}}")
        .section("parameters", "{\"pw\":{\"definition\":\"s\",\"destination\":{\"env\":\"PW\"}}}")
        .step("install", "a", "m.go", "{\"v\":\"--password=${parameters.pw}\"}");
    ground.environment.put("PW", "hunter2");
    refused("step a: the input v holds a secret and would stand in an argument list");
    assertThat(ground.err()).doesNotContain("hunter2");
  }

  private void refused(String... lines) {
    assertThat(ground.run()).isEqualTo(120);
    assertThat(ground.err()).contains(lines);
    assertThat(ground.out()).isEmpty();
  }
}
