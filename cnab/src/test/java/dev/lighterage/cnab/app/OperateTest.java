package dev.lighterage.cnab.app;

import static dev.lighterage.cnab.app.FakeDriver.ended;
import static dev.lighterage.cnab.app.FakeDriver.report;
import static dev.lighterage.cnab.app.FakeDriver.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What install, upgrade and uninstall leave on record, however they end.
class OperateTest {
  private static final FakeDriver GOOD = FakeDriver.good();

  @TempDir private Path folder;
  private Wharf wharf;
  private Operations operations;

  @BeforeEach
  void publish() {
    wharf = new Wharf(folder);
    operations = Operations.on(wharf, folder);
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  @Test
  void recordsWhatSucceeded() {
    Operate.Ended ended = operations.run("install", GOOD);
    assertThat(ended.result().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(operations.last().claim()).isEqualTo(ended.claim());
    assertThat(operations.last().results().getFirst().status()).isEqualTo(Status.RUNNING);
    assertThat(operations.last().results().getLast()).isEqualTo(ended.result());
    assertThat(ended.result().progress().steps()).containsExactly(step("a", StepState.Status.DONE));
    assertThat(operations.installations().output("shop", "address")).isPresent();
    assertThat(operations.runs()).isEmptyDirectory();
  }

  @Test
  void saysWhenTheBundleIsAnother() {
    operations.run("install", GOOD);
    Operate.Request same = operations.request("upgrade", Operations.by(GOOD), Map.of());
    assertThat(operations.ready(same).notes()).isEmpty();
    String other = Operations.RECIPE.replace("name: shop", "name: store");
    wharf.push(wharf.build(wharf.write("shop/lighter.yaml", other)), "bundles/shop");
    assertThat(operations.ready(operations.followed(same)).notes())
        .containsExactly(
            "the installation was one of the bundle shop and becomes one of store: a step goes on"
                + " from the one of the same id");
  }

  @Test
  void judgesNoBundleWhoseArtifactIsOfAnotherKind() {
    publishAs("helm");
    assertThatThrownBy(() -> operations.run("install", GOOD))
        .hasMessage("artifact of another kind: page; expected: helm; found: file");
    assertThat(operations.installations().find("shop")).isEmpty();
  }

  @Test
  void recordsNothingWhereAnArtifactIsOfAKindThatIsNotKnown() {
    publishAs("compose");
    assertThatThrownBy(() -> operations.run("install", GOOD))
        .hasMessageStartingWith("unknown kind of artifact: page; found: compose;");
    assertThat(operations.installations().find("shop")).isEmpty();
  }

  @Test
  void namesTheStepThatFailed() {
    var state =
        new StepState(
            "a",
            "exec",
            "run",
            StepState.Status.FAILED,
            Optional.of(3),
            JsonObject.builder().build());
    var failing = new FakeDriver(_ -> ended(3, state));
    assertThat(operations.run("install", failing).result().message())
        .isEqualTo("step a (exec.run) failed with exit code 3: the run tool ended with 3");
    var killed = new FakeDriver(_ -> ended(121, step("a", StepState.Status.RUNNING)));
    assertThat(operations.run("install", killed).result().message())
        .isEqualTo("step a (exec.run) was interrupted: the run tool ended with 121");
    assertThat(operations.run("install", new FakeDriver(_ -> ended(3))).result().message())
        .isEqualTo("step a (exec.run) failed: the run tool ended with 3");
    assertThat(operations.run("install", new FakeDriver(_ -> ended(120))).result().message())
        .isEqualTo("the run tool ended with 120");
  }

  @Test
  void saysWhatAnEarlierBundleHasLeft() {
    operations.run("install", GOOD);
    String other = Operations.RECIPE.replace("id: a", "id: b");
    wharf.push(wharf.build(wharf.write("shop/lighter.yaml", other)), "bundles/shop");
    var upgrade = operations.request("upgrade", Operations.by(GOOD), Map.of());
    assertThat(operations.ready(upgrade).notes()).isEmpty();
    assertThat(operations.ready(operations.followed(upgrade)).notes())
        .containsExactly(
            "a (exec.run) is a step of an earlier bundle that this one lacks: what it made stays");
  }

  /// X19 of the reference's cases: `default` is not of its own schema's type.
  @Test
  void warnsOfWhatTheRulesTolerate() {
    publishWith("\"default\":1", "\"default\":\"one\"");
    assertThat(operations.request("install", Operations.by(GOOD), Map.of("size", "2")))
        .extracting(request -> operations.ready(request).notes())
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .singleElement()
        .asString()
        .startsWith("in the bundle definition, $.definitions.")
        .endsWith("[101.30]");
  }

  private void publishAs(String kind) {
    publishWith("\"kind\":\"file\"", "\"kind\":\"" + kind + "\"");
  }

  /// The bundle with `to` for `from` in its definition.
  private void publishWith(String from, String to) {
    Built built = wharf.build(folder.resolve("shop/lighter.yaml"));
    String definition = built.bundle().bundle().bytes().text();
    String changed = definition.replace(from, to);
    assertThat(changed).isNotEqualTo(definition);
    wharf.publish(Bundle.read(Bytes.utf8(changed)), wharf.tagged("bundles/shop", "v1.0.0"));
  }

  @Test
  void recordsWhatFailedAndWhereItStopped() {
    var failing =
        new FakeDriver(
            _ -> ended(3, step("a", StepState.Status.DONE), step("b", StepState.Status.FAILED)));
    Operate.Ended ended = operations.run("install", failing);
    assertThat(ended.result().status()).isEqualTo(Status.FAILED);
    assertThat(ended.result().message()).isEqualTo("the run tool ended with 3");
    assertThat(ended.result().progress().exitCode()).contains(3);
    assertThat(steps())
        .containsExactly(step("a", StepState.Status.DONE), step("b", StepState.Status.FAILED));
  }

  @Test
  void keepsTheStepsOfTheLastRunWhenThisOneLeavesNoReport() {
    operations.run("install", GOOD);
    var refusing =
        new FakeDriver(
            _ -> new RunOutcome(120, false, new TreeMap<>(), new TreeMap<>(), Optional.empty()));
    assertThat(operations.run("upgrade", refusing).result().status()).isEqualTo(Status.FAILED);
    assertThat(steps()).containsExactly(step("a", StepState.Status.DONE));
  }

  @Test
  void keepsTheLatestReportOfARunThatBreaks() {
    var breaking =
        new FakeDriver(
            request -> {
              request.progress().accept(report(step("a", StepState.Status.RUNNING)));
              request.progress().accept(report(step("a", StepState.Status.DONE)));
              throw Failure.of(Failure.Kind.STORAGE, "disk full", "here");
            });
    assertThatThrownBy(() -> operations.run("install", breaking)).hasMessage("disk full: here");
    assertThat(operations.last().status()).isEqualTo(Status.FAILED);
    assertThat(operations.last().last().orElseThrow().message()).isEqualTo("disk full: here");
    assertThat(steps()).containsExactly(step("a", StepState.Status.DONE));
    assertThat(operations.runs()).isEmptyDirectory();
  }

  @Test
  void keepsTheReportOfARunWhoseLastOneCannotBeRead() {
    var lying =
        new FakeDriver(
            request -> {
              request.progress().accept(report(step("a", StepState.Status.DONE)));
              var nonsense = Optional.of(Bytes.utf8("{"));
              return new RunOutcome(0, false, new TreeMap<>(), new TreeMap<>(), nonsense);
            });
    assertThatThrownBy(() -> operations.run("install", lying)).isInstanceOf(Failure.class);
    assertThat(operations.last().status()).isEqualTo(Status.FAILED);
    assertThat(steps()).containsExactly(step("a", StepState.Status.DONE));
  }

  @Test
  void saysWhichOutputsWereRefused() {
    var linking =
        new FakeDriver(
            _ -> {
              var refused = new TreeMap<>(Map.of("address", "a link stands in its place"));
              return new RunOutcome(
                  0,
                  false,
                  new TreeMap<>(),
                  refused,
                  Optional.of(report(step("a", StepState.Status.DONE))));
            });
    Operate.Ended ended = operations.run("install", linking);
    assertThat(ended.result().status()).isEqualTo(Status.FAILED);
    assertThat(ended.result().message()).isEqualTo("address: a link stands in its place");
    assertThat(operations.installations().output("shop", "address")).isEmpty();
    assertThat(steps()).containsExactly(step("a", StepState.Status.DONE));
  }

  private List<StepState> steps() {
    return operations.last().last().orElseThrow().progress().steps();
  }

  @Test
  void refusesWhatWasJudgedBeforeAnotherOperation() {
    operations.run("install", GOOD);
    Ready early = operations.ready(operations.request("upgrade", Operations.by(GOOD), Map.of()));
    var larger = operations.request("upgrade", Operations.by(GOOD), Map.of("size", "5"));
    Operate.Ended first = operations.run(operations.ready(larger));
    assertThatThrownBy(() -> operations.run(early))
        .isInstanceOfSatisfying(
            Failure.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Failure.Kind.CONFLICT);
              assertThat(e.facts())
                  .containsEntry("meanwhile", "upgrade succeeded, begun " + Wharf.NOW);
            });
    assertThat(operations.last().claim()).isEqualTo(first.claim());
    Operate.Ended again = operations.run("upgrade", GOOD);
    assertThat(again.claim().parameters().integer("size")).isEqualTo(5);
  }

  @Test
  void succeedsThoughTheFolderOfTheRunCannotBeRemoved() throws IOException {
    var stuck = new AtomicReference<@Nullable Path>();
    var deep =
        new FakeDriver(
            request -> {
              stuck.set(tooDeep(Objects.requireNonNull(request.artifacts().get("page"))));
              return GOOD.run(request);
            });
    var said = new ArrayList<String>();
    var run = new Operate.Run(deep, said::add, new Cancellation());
    try {
      Ready ready = operations.ready(operations.request("install", run, Map.of()));
      assertThat(operations.run(ready).result().status()).isEqualTo(Status.SUCCEEDED);
      assertThat(operations.last().status()).isEqualTo(Status.SUCCEEDED);
      assertThat(said).singleElement().asString().startsWith("lighter: could not remove ");
      assertThat(operations.run("upgrade", GOOD).result().status()).isEqualTo(Status.SUCCEEDED);
      assertThat(operations.runs()).isNotEmptyDirectory();
    } finally {
      Files.move(Objects.requireNonNull(stuck.get()), folder.resolve("short"));
    }
    operations.run("upgrade", GOOD);
    assertThat(operations.runs()).isEmptyDirectory();
  }

  /// Makes folders in `folder` down to paths longer than the system takes (path_resolution(7)),
  /// which nobody can remove by their names, not root either; answers the one by which to take them
  /// out again.
  private static Path tooDeep(Path folder) {
    try {
      String names = ("d".repeat(200) + "/").repeat(15);
      Path upper = Files.createDirectories(folder.resolve("upper/" + names));
      Path lower = folder.resolve("lower");
      Files.createDirectories(lower.resolve(names));
      return Files.move(lower, upper.resolve("lower"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesTheLaterOperationForTheLastWhenTheClockWentBack() {
    operations.run("install", GOOD);
    var back = operations.at(InstantSource.fixed(Wharf.NOW.minus(Duration.ofMinutes(5))));
    Operate.Ended uninstalled = back.run("uninstall", GOOD);
    assertThat(operations.last().claim()).isEqualTo(uninstalled.claim());
    assertThat(operations.last().last()).contains(uninstalled.result());
    assertThat(operations.installations().find("shop").orElseThrow().uninstalled()).isTrue();
  }
}
