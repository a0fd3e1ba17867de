package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An image in a layout: tools of this machine and a run tool that is a shell script.
final class TinyImage {
  private final LayoutStore store;
  private final Packer packer;
  private final Layer tools;

  TinyImage(Path folder) throws IOException, InterruptedException {
    store = LayoutStore.create(folder.resolve("layout"));
    packer = new Packer(Files.createDirectories(folder.resolve("scratch")));
    tools = push(HostTools.entries());
  }

  private Layer push(List<TarEntry> entries) {
    Layer layer = packer.tarGzip(MediaTypes.OCI_LAYER_GZIP, entries);
    store.push(layer.descriptor(), layer.content());
    return layer;
  }

  /// The image whose run tool is `script`, with `more` in its top layer.
  RunImage with(String script, TarEntry... more) {
    var top = new ArrayList<>(List.of(more));
    top.add(TarEntry.folder("cnab"));
    top.add(TarEntry.folder("cnab/app"));
    top.add(TarEntry.file("cnab/app/run", true, Content.of(Bytes.utf8("#!/bin/sh\n" + script))));
    Layer layer = push(top);
    return image(List.of(tools, layer), List.of(tools.diffId(), layer.diffId()));
  }

  /// The image of these layers whose config names `diffIds`.
  RunImage image(List<Layer> layers, List<Digest> diffIds) {
    JsonObject config =
        JsonObject.builder()
            .put("architecture", "amd64")
            .put("os", "linux")
            .put(
                "config",
                JsonObject.builder()
                    .put("Env", JsonArray.ofStrings(List.of("PATH=/bin", "OF_IMAGE=a b", "LD_X=y")))
                    .put("User", "root")
                    .build())
            .put(
                "rootfs",
                JsonObject.builder()
                    .put("type", "layers")
                    .put(
                        "diff_ids",
                        JsonArray.ofStrings(diffIds.stream().map(Digest::toString).toList()))
                    .build())
            .build();
    Bytes bytes = Json.canonical(config);
    Descriptor descriptor = Descriptor.of(MediaTypes.OCI_CONFIG, bytes);
    store.push(descriptor, Content.of(bytes));
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", descriptor.toJson())
            .put("layers", JsonArray.of(layers.stream().map(l -> l.descriptor().toJson()).toList()))
            .build();
    Manifest read = Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest));
    store.put(read);
    return new RunImage(store, (Manifest.Image) read, bytes);
  }

  List<Digest> toolsAlone() {
    return List.of(tools.diffId());
  }

  Layer tools() {
    return tools;
  }
}
