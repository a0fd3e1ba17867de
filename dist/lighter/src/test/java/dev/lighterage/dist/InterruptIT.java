package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.testing.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in a terminal, in the middle of a blob: the packaged tool says that it was stopped,
/// leaves the terminal as it was and nothing half-written, and the next run goes on.
///
/// The terminal is one of `script` (util-linux): what it gets on standard input is typed, so that
/// the terminal itself sends the signal.
class InterruptIT {
  private static final char CTRL_C = 3;

  /// 128 + SIGINT.
  private static final int INTERRUPTED = 130;

  /// Larger than what is moved without a bar.
  private static final int SIZE = 2 << 20;

  @TempDir Path temp;
  private RegistryServer registry;
  private Gate gate;
  private Parcel parcel;
  private Tool tool;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script (Debian: bsdutils)");
    assumeFalse(
        Signals.ignored(Signals.INT), "started to ignore INT, as in the background of a shell");
    registry = RegistryServer.start(temp.resolve("registry"), ServeSettings.loopback());
    gate = new Gate(registry.address());
    Parcel.runner(registry.authority());
    parcel = Parcel.write(temp.resolve("parcel"), gate.authority(), 41);
    var noise = new byte[SIZE];
    for (String name : Parcel.FILES) {
      new Random(name.hashCode()).nextBytes(noise);
      Files.write(parcel.folder().resolve(name + ".bin"), noise);
    }
    tool = Tool.packaged(Files.createDirectory(temp.resolve("home")));
  }

  @AfterEach
  void close() throws IOException {
    if (registry != null) {
      gate.close();
      registry.close();
    }
  }

  private record Ended(int code, String shown) {}

  /// Runs the tool in a terminal and types Ctrl-C when the gate holds it at `moment`.
  private Ended interrupted(Moment moment, String arguments) throws Exception {
    Path shown = temp.resolve("shown");
    Map<String, String> environment = new TreeMap<>(tool.environment());
    environment.put("tool", tool.folder().resolve("bin/lighter").toString());
    environment.put("TERM", "xterm");
    environment.put("SHELL", "/bin/sh");
    // A shell that outlives the signal and looks at the terminal's settings before and after.
    String shell =
        "trap : INT; before=$(stty -g); code=0; \"$tool\" "
            + arguments
            + " || code=$?; [ \"$before\" = \"$(stty -g)\" ] || exit 99; exit $code";
    var builder =
        new ProcessBuilder("script", "-qefc", shell, "/dev/null").directory(tool.home().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Hold hold = gate.stopAt(moment);
    Process process = builder.redirectErrorStream(true).redirectOutput(shown.toFile()).start();
    CompletableFuture.anyOf(hold.reached(), process.onExit()).get();
    process.getOutputStream().write(CTRL_C);
    process.getOutputStream().flush();
    int code = process.waitFor();
    process.getOutputStream().close();
    hold.release();
    gate.pass();
    return new Ended(code, Files.readString(shown, StandardCharsets.UTF_8));
  }

  private static void requireStopped(Ended ended, String verb) {
    assertThat(ended.code).as(ended.shown).isEqualTo(INTERRUPTED);
    assertThat(ended.shown).contains(verb + " ", "stopped at ").containsOnlyOnce("lighter: ");
    assertThat(ended.shown.strip().lines().toList().getLast())
        .contains("Run the command again to go on; what is complete stays.");
  }

  @Test
  void pullIsStoppedAndGoesOn() throws Exception {
    Tool.Ended pushed = tool.run("push", "-f", parcel.folder().toString());
    assertThat(pushed.code()).as(pushed.err()).isZero();
    Path layout = temp.resolve("pulled");
    String arguments = "pull " + gate.authority() + "/bundles/parcel:v1.0.0 '" + layout + "'";
    requireStopped(interrupted(new Moment(Moment.Kind.DOWN, 0, 500), arguments), "fetch");
    Whole.require(layout, true);
    assertThat(LayoutStore.open(layout).tags()).isEmpty();
    assertThat(layout.resolve(".lighter/tmp")).isEmptyDirectory();
    Tool.Ended again =
        tool.run("pull", gate.authority() + "/bundles/parcel:v1.0.0", layout.toString());
    assertThat(again.code()).as(again.err()).isZero();
    Whole.require(layout, false);
  }

  @Test
  void pushIsStoppedAndGoesOn() throws Exception {
    Ended ended =
        interrupted(new Moment(Moment.Kind.UP, 0, 500), "push -f '" + parcel.folder() + "'");
    requireStopped(ended, "send");
    Whole.require(temp.resolve("registry"), false);
    Whole.require(parcel.folder().resolve(".lighter/bundle"), true);
    assertThat(parcel.folder().resolve(".lighter/bundle/.lighter/tmp")).isEmptyDirectory();
    Tool.Ended again = tool.run("push", "-f", parcel.folder().toString());
    assertThat(again.code()).as(again.err()).isZero();
    Whole.require(temp.resolve("registry"), false);
  }
}
