import dev.lighterage.cli.Main;
import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Builds a bundle again and again in this one process, each time after a changed line of its
/// chart, and packages the same chart with helm in turns: `WarmBuild RECIPE_FOLDER VALUES_FILE
/// PACKAGES_FOLDER ROUNDS`.
///
/// Prints `ours SECONDS PEAK` and `helm SECONDS 0` for each round; `PEAK` is this process's
/// high-water mark in MiB. The round that warms up is the first and is called `cold`.
final class WarmBuild {
  private static final Path HERE = Path.of("").toAbsolutePath();

  private WarmBuild() {}

  public static void main(String[] args) throws Exception {
    Path values = Path.of(args[1]);
    String chart = values.toAbsolutePath().getParent().toString();
    for (int round = 0; round <= Integer.parseInt(args[3]); round++) {
      change(values, "Hello " + round);
      tell(round == 0 ? "cold" : "ours", seconds(() -> build(args[0])), peak());
      if (round > 0) {
        tell("helm", seconds(() -> process("helm", "package", chart, "-d", args[2])), 0);
      }
    }
  }

  private static void change(Path values, String greeting) throws IOException {
    String text = Files.readString(values);
    Files.writeString(values, text.replaceFirst("(?m)^greeting: .*$", "greeting: " + greeting));
  }

  private static void build(String folder) {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var streams = new Console.Streams(out, System.err);
    var surroundings =
        new Surroundings(
            System.getenv(),
            Map.of("lighter.home", System.getProperty("lighter.home")),
            HERE,
            InputStream.nullInputStream(),
            streams,
            Clock.systemUTC());
    ExitCode code =
        Main.run(surroundings, new Interruption(), List.of("-q", "build", "-f", folder));
    if (code != ExitCode.DONE) {
      throw new IllegalStateException("build ended with " + code);
    }
  }

  private static void process(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static long peak() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return 0;
  }

  private static void tell(String who, double seconds, long peak) {
    System.out.printf(Locale.ROOT, "%s %.5f %d%n", who, seconds, peak);
  }
}
