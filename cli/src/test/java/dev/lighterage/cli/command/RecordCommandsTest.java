package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.FolderInstallations;
import dev.lighterage.cnab.state.Progress;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.cnab.state.Ulids;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// list, show, outputs and logs over one installation that failed in its second step.
class RecordCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-24T08:00:00Z"));
  private static final JsonObject NOTHING = JsonObject.builder().build();

  @TempDir Path home;
  private String claim = "";

  @BeforeEach
  void anInstallationThatFailed() {
    var ulids = new Ulids(CLOCK, new Random(1));
    Path folder = home.resolve(".local/state/lighter/installations");
    var installations = new FolderInstallations(folder, ulids, CLOCK, "host-a");
    claim = ulids.next();
    try (var hold = installations.hold("shop", "install")) {
      hold.begin(
          claim("install", ulids.next()), result(ulids, Status.RUNNING, "", new TreeMap<>()));
      hold.log("helm: \u001b[31mtimed out");
      var outputs = new TreeMap<String, Result.Stored>();
      outputs.put("endpoint", hold.output("endpoint", Content.of(Bytes.utf8("https://a\n"))));
      hold.record(result(ulids, Status.FAILED, "step web failed", outputs));
    }
  }

  private Claim claim(String action, String revision) {
    return new Claim(
        claim,
        "shop",
        revision,
        CLOCK.instant(),
        action,
        NOTHING,
        Optional.of("r.example.com/shop@sha256:" + "0".repeat(64)),
        NOTHING,
        NOTHING);
  }

  private static StepState step(
      String id, String mixin, String operation, StepState.Status status) {
    return new StepState(id, mixin, operation, status, Optional.of(0), NOTHING);
  }

  private Result result(
      Ulids ulids, Status status, String message, SortedMap<String, Result.Stored> outputs) {
    var steps =
        List.of(
            step("network", "arm", "deploy", StepState.Status.DONE),
            step("web", "helm", "install", StepState.Status.FAILED));
    var custom = new Progress(steps, Optional.of(1)).toCustom();
    return new Result(ulids.next(), claim, CLOCK.instant(), status, message, outputs, custom);
  }

  @Test
  void listsInstallations() {
    Ran ran = Ran.at(home).run("list");
    assertThat(ran.code()).isEqualTo(ExitCode.DONE);
    assertThat(ran.out()).startsWith("NAME").contains("shop", "install", "failed");
    assertThat(json(Ran.at(home).run("list", "--json")).array("installations").values()).hasSize(1);
  }

  @Test
  void showsTheOthersWhereOneRecordCannotBeRead() throws IOException {
    Path broken = home.resolve(".local/state/lighter/installations/bad/claims/X/claim.json");
    Files.createDirectories(broken.getParent());
    Files.writeString(broken, "{");
    Ran ran = Ran.at(home).run("list");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.out()).contains("shop").doesNotContain("bad");
    assertThat(ran.err()).startsWith("warning: bad is left out: ").contains(broken.toString());
    JsonObject json = Json.readObject(Bytes.utf8(Ran.at(home).run("list", "--json").out()));
    assertThat(json.array("installations").values()).hasSize(1);
    assertThat(json.array("unreadable").objects(o -> o.string("name"))).containsExactly("bad");
  }

  @Test
  void showsAStepThatWasCutOffAsInterrupted() {
    var ulids = new Ulids(CLOCK, new Random(2));
    Path folder = home.resolve(".local/state/lighter/installations");
    var installations = new FolderInstallations(folder, ulids, CLOCK, "host-a");
    try (var hold = installations.hold("shop", "upgrade")) {
      var running = List.of(step("web", "helm", "upgrade", StepState.Status.RUNNING));
      var custom = new Progress(running, Optional.of(137)).toCustom();
      claim = hold.nextId();
      var failed =
          new Result(
              hold.nextId(),
              claim,
              CLOCK.instant(),
              Status.FAILED,
              "killed",
              new TreeMap<>(),
              custom);
      hold.begin(claim("upgrade", hold.nextId()), failed);
    }
    assertThat(Ran.at(home).run("show", "shop").out())
        .contains("helm.upgrade  interrupted")
        .doesNotContain("running");
  }

  @Test
  void saysWhenNothingIsInstalled() {
    Ran ran = Ran.at(home.resolve("elsewhere")).run("list");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("nothing is installed\n");
  }

  @Test
  void showsHowFarEachStepIs() {
    Ran ran = Ran.at(home).run("show", "shop");
    assertThat(ran.out()).contains("step web failed", claim, "arm.deploy", "helm.install");
    JsonObject json = json(Ran.at(home).run("show", "shop", "--json"));
    assertThat(json.array("operations").values()).hasSize(1);
  }

  @Test
  void printsTheValueOfAnOutputAsItIs() {
    assertThat(Ran.at(home).run("outputs", "shop").out()).contains("endpoint", "10 B");
    assertThat(Ran.at(home).run("outputs", "shop", "endpoint").out()).isEqualTo("https://a\n");
    assertThat(json(Ran.at(home).run("outputs", "shop", "endpoint", "--json")).string("value"))
        .isEqualTo("https://a\n");
  }

  @Test
  void printsTheLogOfTheLastRun() {
    assertThat(Ran.at(home).run("logs", "shop").out()).contains("helm: ", "timed out");
    JsonObject json = json(Ran.at(home).run("logs", "shop", claim, "--json"));
    assertThat(json.string("claim")).isEqualTo(claim);
    assertThat(json.string("log")).contains("timed out");
  }

  @Test
  void doesNotFindWhatIsNotThere() {
    for (String[] args :
        List.of(
            new String[] {"show", "shop2"},
            new String[] {"logs", "shop", "01JD2K8Z6V5Q1M0C9X7R4T3B2N"},
            new String[] {"outputs", "shop", "port"})) {
      Ran ran = Ran.at(home).run(args);
      assertThat(ran.code()).isEqualTo(ExitCode.NOT_FOUND);
      assertThat(ran.out()).isEmpty();
    }
  }

  private static JsonObject json(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    return Json.readObject(Bytes.utf8(ran.out()));
  }
}
