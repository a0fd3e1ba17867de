package dev.lighterage.cnab.image;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.operation.Places;
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
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Makes an invocation image from a recipe, without an engine: the same input gives the same
/// digest.
///
/// Its layers are those of the base, one for each tool, one for each mixin, and the run-tool layer,
/// which is one blob in all runners of a kit. Nothing of the base but its layers, variables and
/// labels is kept: a runner has an entry point, a user and a working folder of its own.
public final class RunnerBuild {
  /// The same input gives the same digest, so an image has no time of its own; image-spec asks for
  /// none, and umoci's `stat` breaks off where a layer's history lacks one.
  private static final String EPOCH = "1970-01-01T00:00:00Z";

  private final RunnerKit kit;
  private final Packer packer;

  /// `scratch` takes large layers while they are made; the caller removes it.
  public RunnerBuild(RunnerKit kit, Path scratch) {
    this.kit = kit;
    this.packer = new Packer(scratch);
  }

  /// One layer of a runner: what it is for people (`base`, `tool /usr/bin/helm`, `mixin files`,
  /// `run tool`), and its blob.
  public record Part(String name, Descriptor blob) {}

  /// A runner that was built, and what it is made of.
  public record Built(Manifest.Image manifest, Inventory inventory, List<Part> parts) {}

  /// A layer with its name, before the image is written.
  record Piece(String name, Layer layer) {}

  /// Builds into `target` under `tag`. Fails with `INVALID` or `NOT_FOUND` for what the recipe
  /// names, `UNSUPPORTED` for a base of another platform.
  public Built build(RunnerRecipe recipe, LayoutStore target, String tag) {
    MixinFolders mixins = MixinFolders.of(recipe.mixins(), kit);
    BaseImage base = BaseImage.of(recipe.base(), kit.platform(), packer);
    var pieces = new ArrayList<>(base.pieces());
    for (RunnerRecipe.Tool tool : recipe.tools()) {
      var files = new FileTree().put(tool.to(), tool.from());
      pieces.add(new Piece("tool " + tool.to(), pack(files)));
    }
    mixins
        .folders()
        .forEach(
            (name, folder) ->
                pieces.add(
                    new Piece(
                        "mixin " + name,
                        pack(new FileTree().put(Places.MIXINS + "/" + name, folder)))));
    // Last, so that no other layer can lie over the run tool.
    pieces.add(new Piece("run tool", kit.runTool()));
    Inventory inventory = Inventory.of(mixins.descriptors().values());
    Bytes config = Json.canonical(config(recipe, base, inventory, pieces));
    return write(config, inventory, pieces, new Place(target, tag));
  }

  private record Place(LayoutStore target, String tag) {}

  private Layer pack(FileTree files) {
    return packer.tarGzip(MediaTypes.OCI_LAYER_GZIP, files.entries());
  }

  private Built write(Bytes config, Inventory inventory, List<Piece> pieces, Place place) {
    LayoutStore target = place.target();
    for (Piece piece : pieces) {
      push(target, piece.layer().descriptor(), piece.layer().content());
    }
    Descriptor configBlob = Descriptor.of(MediaTypes.OCI_CONFIG, config);
    push(target, configBlob, Content.of(config));
    Bytes bytes =
        Json.canonical(
            JsonObject.builder()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put("config", configBlob.toJson())
                .put(
                    "layers",
                    JsonArray.of(
                        pieces.stream().map(p -> p.layer().descriptor().toJson()).toList()))
                .build());
    var manifest = (Manifest.Image) Manifest.read(MediaTypes.OCI_MANIFEST, bytes);
    target.tag(manifest, place.tag());
    return new Built(
        manifest,
        inventory,
        pieces.stream().map(p -> new Part(p.name(), p.layer().descriptor())).toList());
  }

  private static void push(LayoutStore target, Descriptor blob, Content content) {
    if (!target.hasIntact(blob)) {
      target.push(blob, content);
    }
  }

  /// Source: image-spec 1.1, config.md. No time but [#EPOCH] stands in it.
  private JsonObject config(
      RunnerRecipe recipe, BaseImage base, Inventory inventory, List<Piece> pieces) {
    JsonObject run =
        JsonObject.builder()
            .put("Entrypoint", JsonArray.ofStrings(List.of(Places.RUN)))
            .put("Env", JsonArray.ofStrings(base.environment()))
            .put("Labels", labels(recipe, base, inventory))
            .put("User", recipe.user())
            .put("WorkingDir", "/")
            .build();
    List<String> diffIds = pieces.stream().map(p -> p.layer().diffId().toString()).toList();
    List<JsonObject> history =
        pieces.stream()
            .map(
                p ->
                    JsonObject.builder()
                        .put("created", EPOCH)
                        .put("created_by", "lighter: " + p.name())
                        .build())
            .toList();
    return JsonObject.builder()
        .put("architecture", kit.platform().architecture())
        .put("os", kit.platform().os())
        .put("config", run)
        .put(
            "rootfs",
            JsonObject.builder()
                .put("type", "layers")
                .put("diff_ids", JsonArray.ofStrings(diffIds))
                .build())
        .put("history", JsonArray.of(history))
        .build();
  }

  private static JsonObject labels(RunnerRecipe recipe, BaseImage base, Inventory inventory) {
    var all = new TreeMap<>(base.labels());
    recipe.name().ifPresent(name -> all.put("org.opencontainers.image.title", name));
    recipe.version().ifPresent(version -> all.put("org.opencontainers.image.version", version));
    all.putAll(recipe.labels());
    all.put(Inventory.LABEL, Json.canonical(inventory.toJson()).text());
    return JsonObject.of(all);
  }

  /// The mixins of a recipe by their names, as descriptors and as folders.
  record MixinFolders(TreeMap<String, Mixin> descriptors, TreeMap<String, Path> folders) {

    static MixinFolders of(List<RunnerRecipe.Ingredient> ingredients, RunnerKit kit) {
      var all = new MixinFolders(new TreeMap<>(), new TreeMap<>());
      for (RunnerRecipe.Ingredient ingredient : ingredients) {
        Path folder =
            switch (ingredient) {
              case RunnerRecipe.Ingredient.Folder(Path path) -> path;
              case RunnerRecipe.Ingredient.Ours(String name) -> ours(name, kit);
            };
        Path file = folder.resolve("mixin.json");
        Mixin mixin =
            Json.in(file.toString(), () -> Mixin.read(Json.readObject(SmallFiles.read(file))));
        if (all.descriptors.put(mixin.name(), mixin) != null) {
          throw Failure.of(Failure.Kind.INVALID, "two mixins of one name", mixin.name());
        }
        all.folders.put(mixin.name(), folder);
      }
      return all;
    }

    private static Path ours(String name, RunnerKit kit) {
      Path folder = kit.mixins().get(name);
      if (folder == null) {
        throw Failure.of(Failure.Kind.NOT_FOUND, "no such mixin", name)
            .with("known", String.join(", ", kit.mixins().keySet()));
      }
      return folder;
    }
  }
}
