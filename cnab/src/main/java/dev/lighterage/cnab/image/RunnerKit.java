package dev.lighterage.cnab.image;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a tool that builds runners brings along: the run-tool layer, and the mixins that we ship.
///
/// A folder: `kit.json`, `{"kit": 1, "inputs": DIGEST, "platform": {"architecture", "os"}, "layer":
/// {"mediaType", "digest", "size"}, "diffId": DIGEST}`; `run-tool.tar.gz`, the layer; and
/// `mixins/NAME/`, each with its `mixin.json`.
///
/// @param runTool the layer, the same blob in every runner of this kit
/// @param platform what the layer runs on
/// @param mixins the folder of each mixin, by name
public record RunnerKit(Layer runTool, Platform platform, SortedMap<String, Path> mixins) {
  static final String DOCUMENT = "kit.json";
  static final String LAYER = "run-tool.tar.gz";
  static final String MIXINS = "mixins";
  static final int VERSION = 1;

  /// Opens the kit in `folder`; the layer's bytes are verified by whoever copies them. Fails with
  /// `NOT_FOUND` when there is no kit, `UNSUPPORTED` when it is of another version.
  public static RunnerKit open(Path folder) {
    JsonObject json = document(folder);
    long version = json.integer("kit");
    if (version != VERSION) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "runner kit of another version", folder.toString())
          .with("found", version);
    }
    JsonObject platform = json.object("platform");
    return new RunnerKit(
        new Layer(
            Descriptor.read(json.object("layer")),
            Digest.parse(json.string("diffId")),
            Content.of(folder.resolve(LAYER))),
        Platform.of(platform.string("os"), platform.string("architecture")),
        mixins(folder.resolve(MIXINS)));
  }

  private static JsonObject document(Path folder) {
    Path file = folder.resolve(DOCUMENT);
    if (!Files.isRegularFile(file) || !Files.isRegularFile(folder.resolve(LAYER))) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no runner kit here", folder.toString());
    }
    try {
      return Json.readObject(Bytes.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }

  private static SortedMap<String, Path> mixins(Path folder) {
    var all = new TreeMap<String, Path>();
    try (var found = Files.list(folder)) {
      found
          .filter(f -> Files.isRegularFile(f.resolve("mixin.json")))
          .forEach(f -> all.put(f.getFileName().toString(), f));
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not list", folder.toString()).because(e);
    }
    return Collections.unmodifiableSortedMap(all);
  }
}
