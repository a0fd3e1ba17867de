package dev.lighterage.cli.command;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.serve.Counters;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A registry in this process, with a runner in it that has the inventory of our mixins and no
/// files, and the first example beside it, its addresses those of this registry.
final class Harbour implements AutoCloseable {
  private static final Path EXAMPLE = Path.of("../examples/first-light");

  private final Path home;
  private final RegistryServer registry;

  Harbour(Path home) throws IOException {
    this.home = home;
    this.registry = RegistryServer.start(home.resolve("registry"), ServeSettings.loopback());
    runner();
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        write(EXAMPLE.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  /// A name of a repository, or of what is in it, with the registry's before it.
  String reference(String name) {
    return registry.authority() + "/" + name;
  }

  /// Writes a file below the home, `localhost:5000` in it replaced by this registry.
  void write(String file, String text) {
    try {
      Path path = home.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text.replace("localhost:5000", registry.authority()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the registry counted so far.
  Counters.Count counted() {
    return registry.counters().total();
  }

  Ran run(String... args) {
    return Ran.at(home).run(args);
  }

  /// The same for a command that has to succeed.
  Ran done(String... args) {
    Ran ran = run(args);
    if (ran.code() != ExitCode.DONE) {
      throw new AssertionError(String.join(" ", args) + " ended with " + ran.code() + ran.err());
    }
    return ran;
  }

  private void runner() {
    LayoutStore layout = LayoutStore.create(home.resolve("runner-layout"));
    Bytes config = Json.canonical(config());
    Descriptor blob = Descriptor.of(MediaTypes.OCI_CONFIG, config);
    layout.push(blob, Content.of(config));
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", blob.toJson())
            .put("layers", JsonArray.of(List.of()))
            .build();
    layout.tag(Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest)), "1");
    done("copy", "oci:runner-layout:1", reference("runners/playground:1"));
  }

  private static JsonObject config() {
    List<Mixin> mixins = Stream.of("playground", "files", "exec").map(Harbour::mixin).toList();
    String label = Json.canonical(Inventory.of(mixins).toJson()).text();
    Platform here = Platform.current();
    return JsonObject.builder()
        .put("architecture", here.architecture())
        .put("os", here.os())
        .put(
            "config",
            JsonObject.builder()
                .put("Labels", JsonObject.of(Map.of(Inventory.LABEL, label)))
                .build())
        .put(
            "rootfs",
            JsonObject.builder()
                .put("type", "layers")
                .put("diff_ids", JsonArray.of(List.of()))
                .build())
        .build();
  }

  private static Mixin mixin(String name) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("../mixins", name, "mixin.json"));
      return Mixin.read(Json.readObject(Bytes.of(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
