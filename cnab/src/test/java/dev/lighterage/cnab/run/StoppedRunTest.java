package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that are stopped, and what other users of the machine see of one.
class StoppedRunTest {
  @TempDir Path dir;
  private TinyImage image;

  @BeforeEach
  void makeImage() throws Exception {
    image = new TinyImage(dir);
    var lacking = driver(DriverSettings.GRACE).lacks();
    assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
  }

  private NamespacesDriver driver(Duration grace) {
    return new NamespacesDriver(new DriverSettings(dir.resolve("cache"), _ -> {}, grace));
  }

  /// Runs `script`, cancels it at its line `ready`, and counts what is left of it.
  private RunOutcome stop(String script, Duration grace, List<String> said) throws IOException {
    String mark = "98" + System.nanoTime();
    var request = new Request(image.with(script)).variable("MARK", mark);
    request.also(
        text -> {
          said.add(text);
          if (text.equals("ready")) {
            request.cancellation.cancel();
          }
        });
    RunOutcome outcome = driver(grace).run(request.build());
    assertThat(processes(mark)).isEmpty();
    return outcome;
  }

  @Test
  void endsTheRunToolByTerm() throws IOException {
    var said = new CopyOnWriteArrayList<String>();
    String script =
        "trap 'echo bye; exit 3' TERM; sleep $MARK & echo ready; while :; do sleep 0.05; done";
    RunOutcome outcome = stop(script, DriverSettings.GRACE, said);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.canceled()).isTrue();
    assertThat(said).containsExactly("ready", "bye");
  }

  @Test
  void keepsTheOutputsOfAStoppedRun() throws IOException {
    var request =
        new Request(
                image.with(
                    "printf x >/cnab/app/outputs/o; trap 'exit 4' TERM; echo ready; while :; do"
                        + " sleep 0.05; done"))
            .output("o", "/cnab/app/outputs/o");
    request.also(_ -> request.cancellation.cancel());
    RunOutcome outcome = driver(DriverSettings.GRACE).run(request.build());
    assertThat(outcome.canceled()).isTrue();
    assertThat(outcome.outputs()).containsOnlyKeys("o");
  }

  @Test
  void killsWhatDoesNotListen() throws IOException {
    var said = new CopyOnWriteArrayList<String>();
    String script = "trap '' TERM INT; sleep $MARK & echo ready; while :; do sleep 1; done";
    RunOutcome outcome = stop(script, Duration.ofMillis(100), said);
    assertThat(outcome.exitCode()).isEqualTo(137);
    assertThat(outcome.canceled()).isTrue();
  }

  @Test
  void killsARunThatKilledItsWatcher() throws IOException {
    var said = new CopyOnWriteArrayList<String>();
    String script =
        "trap '' TERM; kill -KILL -1 2>/dev/null; sleep $MARK & echo ready; while :; do sleep 1;"
            + " done";
    RunOutcome outcome = stop(script, Duration.ofMillis(100), said);
    assertThat(outcome.exitCode()).isEqualTo(137);
    assertThat(outcome.canceled()).isTrue();
  }

  @Test
  void startsNothingThatWasStoppedBefore() {
    var request = new Request(image.with("echo ready"));
    request.cancellation.cancel();
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> driver(DriverSettings.GRACE).run(request.build()))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CANCELED));
    assertThat(request.said).isEmpty();
  }

  @Test
  void stopsWhileTheImageIsUnpackedAndLeavesNothingOfIt() {
    RunImage whole = image.with("echo ready");
    var cancellation = new AtomicReference<@Nullable Cancellation>();
    var stalling =
        new StallingSource(
            whole.source(), () -> Objects.requireNonNull(cancellation.get()).cancel());
    var request = new Request(new RunImage(stalling, whole.manifest(), whole.config()));
    cancellation.set(request.cancellation);
    assertThatThrownBy(() -> driver(DriverSettings.GRACE).run(request.build()))
        .isInstanceOf(Failure.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(dir.resolve("cache/tmp")).isEmptyDirectory();
    assertThat(dir.resolve("cache/images")).isEmptyDirectory();
    assertThat(request.said).isEmpty();
  }

  @Test
  void takesEverythingWithItWhenItIsKilledItself() throws Exception {
    String mark = "97" + System.nanoTime();
    Process lighter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RunProgram.class.getName(),
                dir.resolve("child").toString(),
                "kill -KILL -1 2>/dev/null; sleep "
                    + mark
                    + " & echo ready; while :; do sleep 1; done")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> run;
    try (var said = lighter.inputReader()) {
      assertThat(said.readLine()).isEqualTo("ready");
      run = lighter.descendants().toList();
      assertThat(run).hasSizeGreaterThan(1);
    } finally {
      lighter.destroyForcibly().waitFor();
    }
    for (ProcessHandle process : run) {
      process.onExit().join();
    }
    assertThat(processes(mark)).isEmpty();
  }

  @Test
  void showsNoSecretToOtherUsersNorToTheDisk() throws IOException {
    var seen = new ArrayList<String>();
    var request =
        new Request(image.with("echo ready $TOKEN; cat /k/file; sleep 0.01"))
            .secret("TOKEN", "s3cr3t-token")
            .secretFile("/k/file", "s3cr3t-file\n");
    request.also(_ -> seen.addAll(files("cmdline")));
    driver(DriverSettings.GRACE).run(request.build());
    assertThat(request.said).containsExactly("ready ***", "***");
    assertThat(seen).isNotEmpty().noneMatch(line -> line.contains("s3cr3t"));
    try (var left = Files.walk(dir.resolve("cache"))) {
      for (Path path : left.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        assertThat(text).as(path.toString()).doesNotContain("s3cr3t");
      }
    }
  }

  /// Command lines of processes that hold `mark` alone as an argument.
  private static List<String> processes(String mark) {
    return files("cmdline").stream().filter(line -> line.endsWith("\0" + mark + "\0")).toList();
  }

  /// That file of every process of the machine that lets it be read.
  private static List<String> files(String name) {
    var all = new ArrayList<String>();
    ProcessHandle.allProcesses()
        .forEach(
            process -> {
              try {
                all.add(
                    Files.readString(
                        Path.of("/proc/" + process.pid(), name), StandardCharsets.ISO_8859_1));
              } catch (IOException gone) {
                // It ended meanwhile, or is somebody else's.
              }
            });
    return all;
  }
}
