package dev.lighterage.cnab.image;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a runner takes over from its base: layers, variables, labels.
record BaseImage(
    List<RunnerBuild.Piece> pieces, List<String> environment, SortedMap<String, String> labels) {

  /// 1 MiB: image configs with long histories stay far below.
  private static final int CONFIG_LIMIT = 1 << 20;

  /// What Docker sets where an image says nothing.
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /// Fails with `NOT_FOUND` when there is no such image, `UNSUPPORTED` when it is not for
  /// `platform`.
  static BaseImage of(RunnerRecipe.Base base, Platform platform, Packer packer) {
    return switch (base) {
      case RunnerRecipe.Base.Host _ -> host(platform, packer);
      case RunnerRecipe.Base.Layout(Path folder, Optional<String> tag) ->
          layout(LayoutStore.open(folder), tag, platform);
    };
  }

  private static BaseImage host(Platform platform, Packer packer) {
    if (!Platform.current().accepts(platform)) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "base of another platform", "host")
          .with("expected", platform)
          .with("found", Platform.current());
    }
    Layer layer =
        packer.tarGzip(
            MediaTypes.OCI_LAYER_GZIP, new HostRoot(Libraries.ofThisMachine()).files().entries());
    return new BaseImage(
        List.of(new RunnerBuild.Piece("base", layer)), List.of(PATH), new TreeMap<>());
  }

  private static BaseImage layout(Source source, Optional<String> tag, Platform platform) {
    Manifest.Image image = image(source, named(source, tag), platform);
    Bytes bytes = Verified.read(image.config(), source.blob(image.config()), CONFIG_LIMIT);
    return Json.in(
        "image config " + image.config().digest(),
        () -> layout(new Base(source, image, Json.readObject(bytes)), platform));
  }

  private record Base(Source source, Manifest.Image image, JsonObject config) {}

  private static BaseImage layout(Base base, Platform platform) {
    Source source = base.source();
    Manifest.Image image = base.image();
    JsonObject config = base.config();
    requirePlatform(config, platform, source.name());
    List<String> diffIds = config.object("rootfs").array("diff_ids").strings();
    if (diffIds.size() != image.layers().size()) {
      throw Failure.of(Failure.Kind.INVALID, "image whose config lists other layers", source.name())
          .with("expected", image.layers().size())
          .with("found", diffIds.size());
    }
    var pieces = new ArrayList<RunnerBuild.Piece>();
    for (int i = 0; i < diffIds.size(); i++) {
      Descriptor blob = image.layers().get(i);
      var layer = new Layer(blob, Digest.parse(diffIds.get(i)), source.blob(blob));
      pieces.add(new RunnerBuild.Piece("base", layer));
    }
    Optional<JsonObject> run = config.findObject("config");
    List<String> environment =
        run.flatMap(r -> r.findArray("Env")).map(JsonArray::strings).orElse(List.of());
    return new BaseImage(
        List.copyOf(pieces),
        environment.isEmpty() ? List.of(PATH) : environment,
        labels(run.flatMap(r -> r.findObject("Labels"))));
  }

  private static Manifest named(Source source, Optional<String> tag) {
    List<String> tags = source.tags();
    String name = tag.orElseGet(() -> tags.size() == 1 ? tags.getFirst() : "");
    return source
        .resolve(name)
        .orElseThrow(
            () ->
                Failure.of(Failure.Kind.NOT_FOUND, "no such base image", source.name())
                    .with("tag", name)
                    .with("tags", String.join(", ", tags)));
  }

  private static Manifest.Image image(Source source, Manifest manifest, Platform platform) {
    return switch (manifest) {
      case Manifest.Image image -> image;
      case Manifest.Index index ->
          index.manifests().stream()
              .filter(d -> d.platform().filter(p -> p.accepts(platform)).isPresent())
              .findFirst()
              .flatMap(d -> source.manifest(d.digest()))
              .map(m -> image(source, m, platform))
              .orElseThrow(
                  () ->
                      Failure.of(
                              Failure.Kind.UNSUPPORTED, "base of another platform", source.name())
                          .with("expected", platform));
    };
  }

  private static void requirePlatform(JsonObject config, Platform platform, String subject) {
    Platform found =
        new Platform(
            config.findString("os").orElse(""),
            config.findString("architecture").orElse(""),
            config.findString("variant"));
    if (!found.accepts(platform)) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "base of another platform", subject)
          .with("expected", platform)
          .with("found", found);
    }
  }

  /// A base may be a runner itself; its inventory is not this one's.
  private static SortedMap<String, String> labels(Optional<JsonObject> found) {
    var all = new TreeMap<String, String>();
    found.ifPresent(labels -> labels.members().keySet().forEach(k -> all.put(k, labels.string(k))));
    all.remove(Inventory.LABEL);
    return all;
  }
}
