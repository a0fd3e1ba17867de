package dev.lighterage.runtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lighterage.contract.operation.Places;
import dev.lighterage.testing.Signals;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A signal ends the running program and its children, and the report says so.
class SignalTest {
  @TempDir private Path root;

  /// As the image starts it, but for the root: the first argument.
  static final class InFolder {
    public static void main(String[] args) {
      var streams =
          new Surroundings.Streams(
              System.out,
              System.err,
              ProcessBuilder.Redirect.INHERIT,
              ProcessBuilder.Redirect.INHERIT);
      Main.run(new Surroundings(Path.of(args[0]), System.getenv(), streams));
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130", "HUP,129"})
  void endsProgramAndItsChildren(String signal, int code) throws Exception {
    assumeFalse(
        signal.equals("INT") && Signals.ignored(Signals.INT),
        "started to ignore INT, as in the background of a shell");
    Process tool = start("sleep 1000 & echo $! $$; wait");
    try (BufferedReader out = tool.inputReader()) {
      assertThat(out.readLine()).isEqualTo(">>> s m.go");
      List<Long> started = Stream.of(out.readLine().split(" ", -1)).map(Long::valueOf).toList();
      signal(signal, tool);
      assertThat(tool.waitFor()).isEqualTo(code);
      assertThat(started).allSatisfy(pid -> assertThat(alive(pid)).isFalse());
      assertThat(out.readAllAsString()).containsPattern("<<< s failed: exit code \\d+: stopped");
    }
    assertThat(report()).contains("\"status\":\"failed\"").doesNotContain("\"id\":\"next\"");
  }

  @Test
  void programMayTidyUpFirst() throws Exception {
    Process tool = start("trap 'echo tidy; exit 5' TERM; sleep 1000 & echo $!; wait");
    try (BufferedReader out = tool.inputReader()) {
      assertThat(out.readLine()).isEqualTo(">>> s m.go");
      assertThat(out.readLine()).isNotNull();
      signal("TERM", tool);
      assertThat(tool.waitFor()).isEqualTo(143);
      assertThat(out.readAllAsString()).contains("tidy");
    }
    assertThat(report()).contains("\"exitCode\":5");
  }

  @Test
  void programThatDoesNotListenIsKilled() throws Exception {
    var child = new Child(new Ground(root).surroundings().streams());
    var fifo = root.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    var invocation =
        new Invocation(
            List.of("/bin/sh", "-c", "trap '' TERM; echo > " + fifo + "; while :; do :; done"),
            java.util.Map.of(),
            root);
    var code =
        new java.util.concurrent.FutureTask<>(
            () -> child.run(invocation, java.util.Optional.empty()));
    Thread.ofVirtual().start(code);
    // Opens when the program has set its trap.
    Files.readString(fifo);
    child.stop(java.time.Duration.ofMillis(50));
    assertThat(code.get()).isEqualTo(137);
    assertThat(child.run(invocation, java.util.Optional.empty())).isEqualTo(143);
  }

  private Process start(String lines) throws IOException {
    var ground = new Ground(root);
    String script = ground.script("go", lines + "\n");
    ground
        .mixin("m", "{\"go\":{\"argv\":[\"" + script + "\"]}}")
        .step("install", "s", "m.go", "{}")
        .step("install", "next", "m.go", "{}")
        .surroundings();
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.lang.Process.launchMechanism=FORK",
            "-cp",
            System.getProperty("java.class.path"),
            InFolder.class.getName(),
            root.toString());
    builder.environment().putAll(ground.environment);
    return builder.redirectError(new File(root.toFile(), "tool-err")).start();
  }

  private static void signal(String name, Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
    assertThat(kill.start().waitFor()).isZero();
  }

  /// Whether it still runs; one that nobody has waited for yet has ended all the same.
  private static boolean alive(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    try {
      return Files.exists(stat)
          && !Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  private String report() throws IOException {
    return Files.readString(root.resolve(Places.STEPS.substring(1)));
  }
}
