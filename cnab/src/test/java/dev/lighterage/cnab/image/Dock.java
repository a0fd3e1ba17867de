package dev.lighterage.cnab.image;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A kit with a small layer in place of the run tool, bases, and mixins, for tests.
final class Dock {
  final Path folder;

  Dock(Path folder) {
    this.folder = folder;
  }

  /// A kit with the mixins `one` and `two`.
  RunnerKit kit() {
    Layer layer = layer("cnab/app/run", "#!/bin/true\n");
    try {
      Path kit = folder.resolve("kit");
      mixin(kit.resolve("mixins/one"), "one");
      mixin(kit.resolve("mixins/two"), "two");
      Files.writeString(kit.resolve("mixins/two/program"), "program");
      try (var in = layer.content().open(0)) {
        Files.copy(
            in, kit.resolve(RunnerKit.LAYER), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      Platform here = Platform.current();
      JsonObject json =
          JsonObject.builder()
              .put("kit", RunnerKit.VERSION)
              .put(
                  "platform",
                  JsonObject.builder()
                      .put("os", here.os())
                      .put("architecture", here.architecture())
                      .build())
              .put("layer", layer.descriptor().toJson())
              .put("diffId", layer.diffId().toString())
              .build();
      Files.write(kit.resolve(RunnerKit.DOCUMENT), Json.canonical(json).toArray());
      return RunnerKit.open(kit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Layer layer(String name, String text) {
    return new Packer(folder.resolve("scratch"))
        .tarGzip(
            MediaTypes.OCI_LAYER_GZIP,
            List.of(TarEntry.file(name, true, Content.of(Bytes.utf8(text)))));
  }

  static void mixin(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("mixin.json"),
          """
          {"mixin":1,"name":"%s","version":"1.0.0","operations":{"go":{"argv":["/bin/%s"]}}}\
          """
              .formatted(name, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A base image in a layout, tagged `12`, for `architecture`.
  Path base(String architecture) {
    Path place = folder.resolve("base-" + architecture);
    LayoutStore store = LayoutStore.create(place);
    Layer layer = layer("etc/os-release", "ID=test\n");
    store.push(layer.descriptor(), layer.content());
    Bytes config =
        Bytes.utf8(
            """
            {"architecture":"%s","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]},
            "config":{"Env":["PATH=/opt/bin","X=1"],"Cmd":["sh"],"Volumes":{"/v":{}},
            "Labels":{"base":"yes","dev.lighterage.inventory":"old"}}}\
            """
                .formatted(architecture, layer.diffId()));
    Descriptor blob = Descriptor.of(MediaTypes.OCI_CONFIG, config);
    store.push(blob, Content.of(config));
    Bytes manifest =
        Bytes.utf8(
            """
            {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\
            """
                .formatted(
                    MediaTypes.OCI_MANIFEST,
                    Json.canonical(blob.toJson()).text(),
                    Json.canonical(layer.descriptor().toJson()).text()));
    store.tag(Manifest.read(MediaTypes.OCI_MANIFEST, manifest), "12");
    return place;
  }

  /// `runner.yaml` with this text.
  RunnerRecipe recipe(String text) {
    try {
      return RunnerRecipe.read(Files.writeString(folder.resolve("runner.yaml"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunnerBuild.Built build(String text, String layout) {
    return new RunnerBuild(kit(), folder.resolve("scratch"))
        .build(recipe(text), LayoutStore.create(folder.resolve(layout)), "1");
  }
}
