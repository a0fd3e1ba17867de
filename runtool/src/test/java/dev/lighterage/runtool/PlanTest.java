package dev.lighterage.runtool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.operation.Places;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Going on from where the last run left each step.
class PlanTest {
  @TempDir private Path root;
  private Ground ground;

  @BeforeEach
  void makeGround() {
    ground = new Ground(root);
    String script =
        ground.script("log", "echo \"$1 $2\" >> " + root + "/log; [ ! -e " + root + "/fail-$2 ]\n");
    var operations = new StringBuilder("{");
    for (String name : new String[] {"put", "change", "take"}) {
      operations.append(
          "\"%s\":{\"argv\":[\"%s\",\"%s\",\"${step}\"]},".formatted(name, script, name));
    }
    ground.mixin(
        "m", operations.replace(operations.length() - 1, operations.length(), "}").toString());
    for (String id : new String[] {"a", "b", "c"}) {
      ground.step("install", id, "m.put", "{}");
      ground.step("upgrade", id, "m.change", "{}");
    }
    for (String id : new String[] {"c", "b", "a"}) {
      ground.step("uninstall", id, "m.take", "{}");
    }
    ground.step("check", "a", "m.change", "{}");
    ground.derived("upgrade", "uninstall");
  }

  @ParameterizedTest
  @CsvSource({
    // action, last status, last operation, what runs
    "install, , , put",
    "install, done, put, change",
    "install, done, change, change",
    "install, failed, put, put",
    "install, running, put, put",
    "install, failed, change, change",
    "install, removed, take, put",
    "install, failed, take, put",
    "upgrade, , , put",
    "upgrade, done, put, change",
    "upgrade, done, change, change",
    "upgrade, failed, put, put",
    "upgrade, running, change, change",
    "upgrade, removed, take, put",
    "uninstall, , , ",
    "uninstall, done, put, take",
    "uninstall, failed, put, take",
    "uninstall, running, change, take",
    "uninstall, failed, take, take",
    "uninstall, removed, take, ",
    "check, done, put, change",
    "check, , , change",
  })
  void goesOn(String action, String status, String operation, String runs) {
    if (status != null) {
      ground.last("[" + state("a", operation, status) + "]");
    }
    ground.environment.put(Places.ACTION, action);
    assertThat(ground.run()).as(ground.err()).isZero();
    String log = ground.has("/log") ? ground.read("/log") : "";
    assertThat(log.lines().filter(line -> line.endsWith(" a")))
        .isEqualTo(runs == null ? java.util.List.of() : java.util.List.of(runs + " a"));
  }

  @Test
  void upgradeAfterSecondOfThreeStepsFailed() {
    ground.file("/fail-b", "");
    assertThat(ground.run()).isEqualTo(1);
    assertThat(ground.report()).containsExactly("a done put", "b failed put");

    goOn("upgrade");
    assertThat(root.resolve("fail-b").toFile().delete()).isTrue();
    assertThat(ground.run()).isZero();
    assertThat(ground.read("/log")).isEqualTo("put a\nput b\nchange a\nput b\nput c\n");
    assertThat(ground.report()).containsExactly("a done change", "b done put", "c done put");
  }

  @Test
  void uninstallAfterSecondOfThreeStepsFailed() {
    ground.file("/fail-b", "");
    assertThat(ground.run()).isEqualTo(1);
    goOn("uninstall");
    assertThat(root.resolve("fail-b").toFile().delete()).isTrue();
    assertThat(ground.run()).isZero();
    assertThat(ground.read("/log")).isEqualTo("put a\nput b\ntake b\ntake a\n");
    assertThat(ground.out()).contains("--- c skipped: it never started\n");
    assertThat(ground.report()).containsExactly("a removed take", "b removed take");

    goOn("uninstall");
    assertThat(ground.run()).isZero();
    assertThat(ground.out()).contains("--- a skipped: it is removed already\n");
  }

  @Test
  void writtenActionRunsWhole() {
    ground.derived();
    ground.last("[" + state("a", "put", "done") + "]");
    ground.environment.put(Places.ACTION, "uninstall");
    assertThat(ground.run()).isZero();
    assertThat(ground.read("/log")).isEqualTo("take c\ntake b\ntake a\n");
    assertThat(ground.report()).contains("a removed take", "b removed take", "c removed take");
  }

  @Test
  void stepsOfOtherActionsAndOlderVersionsKeepTheirState() {
    ground.last("[" + state("old", "put", "done") + "," + state("a", "put", "done") + "]");
    ground.environment.put(Places.ACTION, "check");
    assertThat(ground.run()).isZero();
    assertThat(ground.report())
        .containsExactly("old done put", "a done put", "check/a done change");
  }

  @Test
  void refusedRunChangesNoState() {
    ground.revoke("m.change").last("[" + state("a", "put", "done") + "]");
    ground.environment.put(Places.ACTION, "upgrade");
    assertThat(ground.run()).isEqualTo(120);
    assertThat(ground.has(Places.STEPS)).isFalse();
  }

  @Test
  void uninstallUsesOutputsOfInstall() {
    var other = new Ground(root.resolve("other"));
    String script = other.script("log", "echo \"$@\" >> " + other.root + "/log\n");
    other
        .mixin(
            "m",
            """
            {"put":{"argv":["%1$s"]},"take":{"inputs":{"v":{"type":"string","required":true}},
            "argv":["%1$s","${inputs.v}"]}}\
            """
                .formatted(script))
        .step("install", "net", "m.put", "{}")
        .step("install", "web", "m.put", "{}")
        .step("uninstall", "web", "m.take", "{\"v\":\"${outputs.net.id}\"}")
        .derived("uninstall")
        .last(
            """
            [{"id":"net","mixin":"m","operation":"put","status":"done","outputs":{"id":"n-1"}},
             {"id":"web","mixin":"m","operation":"put","status":"done"}]\
            """);
    other.environment.put(Places.ACTION, "uninstall");
    assertThat(other.run()).as(other.err()).isZero();
    assertThat(other.read("/log")).isEqualTo("n-1\n");
  }

  private static String state(String id, String operation, String status) {
    return "{\"id\":\"%s\",\"mixin\":\"m\",\"operation\":\"%s\",\"status\":\"%s\"}"
        .formatted(id, operation, status);
  }

  /// The next action, with the last report as its note.
  private void goOn(String action) {
    String report = ground.read(Places.STEPS);
    ground.last(report.substring(report.indexOf('['), report.lastIndexOf(']') + 1));
    ground.environment.put(Places.ACTION, action);
  }
}
