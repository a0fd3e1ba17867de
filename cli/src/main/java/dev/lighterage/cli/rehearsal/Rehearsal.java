package dev.lighterage.cli.rehearsal;

import dev.lighterage.cli.Main;
import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Surroundings;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Does once what commands do most, in the folder it is given and with a registry of its own on
/// loopback: the launcher has the virtual machine write down which classes that took, so that later
/// starts find them ready. The launcher removes the folder.
public final class Rehearsal {
  private final Surroundings surroundings;
  private final List<String> failed = new ArrayList<>();

  private Rehearsal(Path folder, PrintStream out) {
    this.surroundings =
        new Surroundings(
            Map.of("HOME", folder.toString(), "CLOUD", "{}"),
            Map.of(),
            folder,
            InputStream.nullInputStream(),
            new Console.Streams(out, out),
            Clock.systemUTC());
  }

  /// Ends well even when a command did not: what was loaded until then is worth having.
  public static void main(String[] args) throws IOException {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var _ = play(Path.of(args[0]).toAbsolutePath(), nowhere);
  }

  /// The commands that did not end well, of which there should be none; what they print goes to
  /// `out`. `folder` is absolute.
  static List<String> play(Path folder, PrintStream out) throws IOException {
    var rehearsal = new Rehearsal(folder, out);
    try (var registry = RegistryServer.start(folder.resolve("root"), ServeSettings.loopback())) {
      rehearsal.play(registry.authority());
    }
    return List.copyOf(rehearsal.failed);
  }

  private void play(String registry) throws IOException {
    Path folder = surroundings.folder();
    Sample.runner(LayoutStore.create(folder.resolve("layout")));
    Sample.write(folder, registry);
    String runner = registry + "/runners/sample:" + Sample.TAG;
    String bundle = registry + "/bundles/shop:v1.0.0";
    run("--help");
    run("init", "another");
    run("copy", "oci:layout:" + Sample.TAG, runner);
    run("runner", "inspect", runner);
    run("build", "-f", "shop", "--list");
    run("push", "-f", "shop");
    run("inspect", bundle);
    run("inspect", bundle, "--json");
    run("judge", bundle);
    run("pull", bundle, "pulled");
    run("install", "shop", bundle, "--credential", "cloud=env:CLOUD", "--driver", "debug");
    run("list");
  }

  private void run(String... args) {
    if (Main.run(surroundings, new Interruption(), List.of(args)) != ExitCode.DONE) {
      failed.add(String.join(" ", args));
    }
  }
}
