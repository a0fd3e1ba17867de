package dev.lighterage.cnab.image;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Makes the runner kit's layer when this is built (`dist/run-tool`): `MakeKit FOLDER`, the run
/// tool's jars being on the class path. A kit that was made from the same jars, Java and C library
/// is left as it is.
public final class MakeKit {
  private final Path folder;

  private MakeKit(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) {
    String path = System.getProperty("java.class.path", "");
    List<Path> jars =
        Arrays.stream(path.split(":", -1))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .sorted()
            .toList();
    new MakeKit(Path.of(args[0]).toAbsolutePath()).make(jars);
  }

  private void make(List<Path> jars) {
    Path work = folder.resolveSibling("work");
    try {
      String inputs = inputs(jars).toString();
      if (made(inputs)) {
        return;
      }
      delete(work);
      Files.createDirectories(folder);
      Files.createDirectories(work);
      Layer layer = new RunToolLayer(work).make(jars);
      try (InputStream in = layer.content().open(0)) {
        Files.copy(in, folder.resolve(RunnerKit.LAYER), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(
          folder.resolve(RunnerKit.DOCUMENT), Json.canonical(json(layer, inputs)).toArray());
      delete(work);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not make the kit", folder.toString())
          .because(e);
    }
  }

  private boolean made(String inputs) throws IOException {
    Path document = folder.resolve(RunnerKit.DOCUMENT);
    return Files.exists(document)
        && Files.exists(folder.resolve(RunnerKit.LAYER))
        && Json.readObject(Bytes.of(Files.readAllBytes(document)))
            .findString("inputs")
            .filter(inputs::equals)
            .isPresent();
  }

  /// All that the layer is made of, and by: classes, Jackson, Java, C library.
  private static Digest inputs(List<Path> jars) throws IOException {
    MessageDigest hash = Digest.Algorithm.SHA256.start();
    RunToolJar.decisive(jars)
        .forEach(
            (name, bytes) -> {
              hash.update(name.getBytes(StandardCharsets.UTF_8));
              hash.update(bytes);
            });
    for (Path jar : jars) {
      if (RunToolLayer.isJackson(jar)) {
        hash.update(Files.readAllBytes(jar));
      }
    }
    Path release = Path.of(System.getProperty("java.home"), "release");
    hash.update(Files.readAllBytes(release));
    hash.update(Files.readAllBytes(Libraries.ofThisMachine().find("libc.so.6")));
    return Digest.finish(Digest.Algorithm.SHA256, hash);
  }

  private static JsonObject json(Layer layer, String inputs) {
    Platform platform = Platform.current();
    return JsonObject.builder()
        .put("kit", RunnerKit.VERSION)
        .put("inputs", inputs)
        .put(
            "platform",
            JsonObject.builder()
                .put("architecture", platform.architecture())
                .put("os", platform.os())
                .build())
        .put("layer", layer.descriptor().toJson())
        .put("diffId", layer.diffId().toString())
        .build();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
