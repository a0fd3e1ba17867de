package dev.lighterage.cli.rehearsal;

import dev.lighterage.cli.Main;
import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Surroundings;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Does once what commands do most, in the folder it is given and with a registry of its own on
/// loopback: the launcher has the virtual machine write down which classes that took, so that later
/// starts find them ready. The launcher removes the folder.
public final class Rehearsal {
  private static final String TAG = "1";

  private final Surroundings surroundings;

  private Rehearsal(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    Path folder = Path.of(args[0]).toAbsolutePath();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Rehearsal(
            new Surroundings(
                Map.of("HOME", folder.toString()),
                Map.of(),
                folder,
                InputStream.nullInputStream(),
                new Console.Streams(nowhere, nowhere),
                Clock.systemUTC()))
        .play(folder);
  }

  private void play(Path folder) {
    run("--help");
    run("init", "shop");
    run("list");
    image(LayoutStore.create(folder.resolve("layout")));
    try (var registry = RegistryServer.start(folder.resolve("root"), ServeSettings.loopback())) {
      String there = registry.authority() + "/shop:" + TAG;
      run("copy", "oci:" + folder.resolve("layout"), there);
      run("pull", there, "pulled");
      // Not a bundle, as the last of its reading finds out.
      run("inspect", there, "--json");
    }
  }

  private void run(String... args) {
    var _ = Main.run(surroundings, new Interruption(), List.of(args));
  }

  private static void image(LayoutStore layout) {
    Bytes content = Bytes.utf8("{}");
    Descriptor config = Descriptor.of(MediaTypes.OCI_CONFIG, content);
    layout.push(config, Content.of(content));
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", config.toJson())
            .put("layers", JsonArray.of(List.of(config.toJson())))
            .build();
    layout.tag(Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest)), TAG);
  }
}
