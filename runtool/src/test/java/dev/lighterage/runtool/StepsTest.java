package dev.lighterage.runtool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.operation.Places;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How steps run, what they leave behind, and how they fail.
class StepsTest {
  @TempDir private Path root;
  private Ground ground;

  @BeforeEach
  void makeGround() {
    ground = new Ground(root);
  }

  @Test
  void runsStepsInOrderWithMarks() {
    program("go", "echo hello; echo talk >&2");
    ground.step("install", "one", "m.go", "{}").step("install", "two", "m.go", "{}");
    assertThat(ground.run()).isZero();
    assertThat(ground.out())
        .isEqualTo(">>> one m.go\nhello\n<<< one done\n>>> two m.go\nhello\n<<< two done\n");
    assertThat(ground.err()).isEqualTo("talk\ntalk\n");
    assertThat(ground.report()).containsExactly("one done go", "two done go");
    assertThat(ground.states().getFirst().exitCode()).contains(0);
  }

  @Test
  void reportSaysRunningWhileProgramRuns() {
    program("go", "cat " + root + Places.STEPS + " > " + root + "/seen");
    ground.step("install", "one", "m.go", "{}");
    assertThat(ground.run()).isZero();
    assertThat(ground.read("/seen")).contains("\"status\":\"running\"");
  }

  @Test
  void stopsAtStepThatFailsAndKeepsItsExitCode() {
    program("good", "exit 0");
    program("bad", "exit 3");
    ground
        .step("install", "one", "good.go", "{}")
        .step("install", "two", "bad.go", "{}")
        .step("install", "three", "good.go", "{}");
    assertThat(ground.run()).isEqualTo(3);
    assertThat(ground.report()).containsExactly("one done go", "two failed go");
    assertThat(ground.states().getLast().exitCode()).contains(3);
    assertThat(ground.out()).endsWith("<<< two failed: exit code 3\n");
  }

  @Test
  void exitCodesMeanWhatTheirDescriptorSays() {
    String script = ground.script("code", "exit $1");
    ground
        .mixin(
            "m",
            """
            {"go":{"inputs":{"c":{"type":"integer"}},"argv":["%s","${inputs.c}"],
            "exitCodes":{"2":{"meaning":"nothing to do","done":true},
            "3":{"meaning":"target is in the way"}}}}\
            """
                .formatted(script))
        .step("install", "two", "m.go", "{\"c\":2}")
        .step("install", "three", "m.go", "{\"c\":3}");
    assertThat(ground.run()).isEqualTo(3);
    assertThat(ground.report()).containsExactly("two done go", "three failed go");
    assertThat(ground.out()).endsWith("<<< three failed: exit code 3: target is in the way\n");
  }

  @Test
  void stepThatChangedNothingStandsWhereItStood() {
    String script = ground.script("go", "exit $1");
    ground
        .mixin(
            "m",
            """
            {"go":{"inputs":{"c":{"type":"integer"}},"argv":["%s","${inputs.c}"],
            "exitCodes":{"3":{"meaning":"it is somebody else's","changed":false}}}}\
            """
                .formatted(script))
        .step("install", "one", "m.go", "{\"c\":0}")
        .step("install", "two", "m.go", "{\"c\":3}");
    assertThat(ground.run()).isEqualTo(3);
    assertThat(ground.report()).containsExactly("one done go");
    assertThat(ground.out()).endsWith("<<< two failed: exit code 3: it is somebody else's\n");
  }

  @Test
  void programThatCannotBeExecutedGives126AndOneNotFound127() {
    ground.file("/bin/plain", "#!/bin/sh\n");
    ground
        .mixin("m", "{\"go\":{\"argv\":[\"" + root + "/bin/plain\"]}}")
        .step("install", "s", "m.go", "{}");
    assertThat(ground.run()).isEqualTo(126);

    var other = new Ground(root.resolve("other"));
    other
        .mixin(
            "m",
            """
            {"go":{"inputs":{"p":{"type":"list","required":true}},"argv":["${inputs.p...}"]}}\
            """)
        .step("install", "s", "m.go", "{\"p\":[\"/none/at/all\"]}");
    assertThat(other.run()).isEqualTo(127);
    assertThat(other.out()).endsWith("exit code 127: a program was not found\n");
  }

  @Test
  void programEndedBySignalGives128AndItsNumber() {
    program("go", "kill -9 $$");
    ground.step("install", "s", "m.go", "{}");
    assertThat(ground.run()).isEqualTo(137);
    assertThat(ground.out()).endsWith("<<< s failed: exit code 137: ended by signal 9\n");
  }

  @Test
  void programReadsEndOfFileAtOnce() {
    program("go", "cat; echo end");
    ground.step("install", "s", "m.go", "{}");
    assertThat(ground.run()).isZero();
    assertThat(ground.out()).contains("end");
  }

  @Test
  void outputsGoFromStepToStepAndToTheBundle() {
    String first =
        ground.script(
            "first",
            """
            printf '{"a":{"b~c":["x","y"]},"n":7,"endpoint":"https://one"}'
            printf 'from\\nfile' > %s/tmp/out
            """
                .formatted(root));
    ground.folder("/tmp");
    String second = ground.script("second", "printf '{\"endpoint\":\"%s-%s-%s\"}' \"$@\"");
    ground
        .section("definitions", "{\"s\":{\"type\":\"string\"}}")
        .section(
            "outputs",
            """
            {"endpoint":{"definition":"s","path":"/cnab/app/outputs/endpoint"},
             "n":{"definition":"s","path":"/cnab/app/outputs/deep/n"},
             "later":{"definition":"s","path":"/cnab/app/outputs/later","applyTo":["upgrade"]}}\
            """)
        .mixin(
            "m",
            """
            {"go":{"argv":["%s"],"outputs":{"y":{"stdout":"/a/b~0c/1"},"n":{"stdout":"/n"},
            "endpoint":{"stdout":"/endpoint"},"later":{"stdout":"/n"},"f":{"file":"/tmp/out"},
            "none":{"stdout":"/x/1"}}},
            "use":{"inputs":{"y":{"type":"string"},"n":{"type":"integer"},"f":{"type":"string"}},
            "argv":["%s","${inputs.y}","${inputs.n}","${inputs.f}"],
            "outputs":{"endpoint":{"stdout":"/endpoint"}}}}\
            """
                .formatted(first, second))
        .step("install", "one", "m.go", "{}")
        .step(
            "install",
            "two",
            "m.use",
            """
            {"y":"${outputs.one.y}","n":"${outputs.one.n}","f":"${outputs.one.f}"}\
            """);
    assertThat(ground.run()).as(ground.err()).isEqualTo(121);
    // A raw line end is no JSON: what cannot be read fails the step and is not shown.
    assertThat(ground.out()).endsWith("<<< two failed: not a JSON document: standard output\n");
    assertThat(ground.read("/cnab/app/outputs/endpoint")).isEqualTo("https://one");
    assertThat(ground.read("/cnab/app/outputs/deep/n")).isEqualTo("7");
    assertThat(ground.has("/cnab/app/outputs/later")).isFalse();
    assertThat(ground.states().getFirst().outputs().string("y")).isEqualTo("y");
    assertThat(ground.states().getFirst().outputs().string("f")).isEqualTo("from\nfile");
    assertThat(ground.states().getFirst().outputs().find("none")).isEqualTo(Optional.empty());
    // An answer is no talk.
    assertThat(ground.out()).doesNotContain("https://one");
  }

  @Test
  void lastStepThatYieldsAnOutputCounts() {
    String script = ground.script("say", "printf '{\"o\":\"%s\"}' \"$1\"");
    ground
        .section("definitions", "{\"s\":{\"type\":\"string\"}}")
        .section("outputs", "{\"o\":{\"definition\":\"s\",\"path\":\"/cnab/app/outputs/o\"}}")
        .mixin(
            "m",
            """
            {"go":{"inputs":{"v":{"type":"string"}},"argv":["%s","${inputs.v}"],
            "outputs":{"o":{"stdout":"/o"}}}}\
            """
                .formatted(script))
        .step("install", "one", "m.go", "{\"v\":\"1\"}")
        .step("install", "two", "m.go", "{\"v\":\"${outputs.one.o}2\"}");
    assertThat(ground.run()).isZero();
    assertThat(ground.read("/cnab/app/outputs/o")).isEqualTo("12");
  }

  @Test
  void answerOfProgramThatFailsIsShown() {
    String script = ground.script("fail", "echo why; exit 1");
    ground
        .mixin(
            "m", "{\"go\":{\"argv\":[\"" + script + "\"],\"outputs\":{\"o\":{\"stdout\":\"/o\"}}}}")
        .step("install", "s", "m.go", "{}");
    assertThat(ground.run()).isEqualTo(1);
    assertThat(ground.err()).isEqualTo("why\n");
  }

  @Test
  void outputsOverTheLimitLinksAndOldFilesAreNotTaken() {
    ground.folder("/tmp");
    Path secret = ground.file("/secret", "secret");
    String big = ground.script("big", "head -c 1048577 /dev/zero");
    String link = ground.script("link", "ln -s " + secret + " " + root + "/tmp/link");
    ground
        .mixin("big", "{\"go\":{\"argv\":[\"" + big + "\"],\"outputs\":{\"o\":{\"stdout\":\"\"}}}}")
        .mixin(
            "link",
            "{\"go\":{\"argv\":[\"" + link + "\"],\"outputs\":{\"o\":{\"file\":\"/tmp/link\"}}}}")
        .step("install", "big", "big.go", "{}")
        .step("upgrade", "link", "link.go", "{}");
    assertThat(ground.run()).isEqualTo(121);
    assertThat(ground.out()).contains("file over the limit");
    ground.environment.put(Places.ACTION, "upgrade");
    assertThat(ground.run()).isEqualTo(121);
    assertThat(ground.out()).contains("output is not a plain file: /tmp/link");

    ground.file("/tmp/old", "old");
    program("idle", "true", "\"outputs\":{\"o\":{\"file\":\"/tmp/old\"}}");
    ground.step("backup", "idle", "idle.go", "{}");
    ground.environment.put(Places.ACTION, "backup");
    assertThat(ground.run()).isZero();
    assertThat(ground.states().getLast().outputs().members()).isEmpty();
  }

  @Test
  void secretReachesItsProgramAndNothingElse() {
    String script =
        ground.script("use", "cat \"$1\" > " + root + "/used; echo \"$PW\" >> " + root + "/used");
    ground
        .section("definitions", "{\"s\":{\"type\":\"string\",\"writeOnly\":true}}")
        .section("parameters", "{\"pw\":{\"definition\":\"s\",\"destination\":{\"env\":\"X\"}}}")
        .mixin(
            "m",
            """
            {"go":{"inputs":{"v":{"type":"string"}},"argv":["%s","${files.f}"],
            "env":{"PW":"${inputs.v}"},"files":{"f":{"input":"v","format":"text"}}}}\
            """
                .formatted(script))
        .step("install", "s", "m.go", "{\"v\":\"${parameters.pw}\"}");
    ground.environment.put("X", "hunter2");
    assertThat(ground.run()).as(ground.err()).isZero();
    assertThat(ground.read("/used")).isEqualTo("hunter2hunter2\n");
    assertThat(ground.out() + ground.err() + ground.read(Places.STEPS)).doesNotContain("hunter2");
  }

  private void program(String mixin, String lines) {
    program(mixin, lines, "\"description\":\"\"");
  }

  /// A mixin of one operation `go`; the mixin `go` is called `m`.
  private void program(String mixin, String lines, String more) {
    String script = ground.script(mixin, lines + "\n");
    ground.mixin(
        mixin.equals("go") ? "m" : mixin, "{\"go\":{\"argv\":[\"" + script + "\"]," + more + "}}");
  }
}
