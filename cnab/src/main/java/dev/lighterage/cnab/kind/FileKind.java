package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One plain file, whatever is in it.
///
/// No client owns such a type, so it is ours: config [#CONFIG], the object `{"name": …,
/// "executable"?: true}`, and one layer, the file itself, titled as ORAS titles it, so that `oras
/// pull` gives the same file. The layer's media type follows the file name's extension.
final class FileKind implements Kind {
  static final String CONFIG = "application/vnd.lighterage.file.config.v1+json";

  /// In bytes; ours is below 300.
  private static final int CONFIG_LIMIT = 64 << 10;

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Shape shape() {
    return Shape.FILE;
  }

  @Override
  public Packed pack(Path path, Path scratch) {
    LocalFile file = LocalFile.of(path);
    String title = Title.of(path);
    var facts = JsonObject.builder().put("name", title);
    if (file.executable()) {
      facts.put("executable", true);
    }
    Bytes config = Json.go(facts.build());
    Descriptor configured = Descriptor.of(CONFIG, config);
    Descriptor layer = file.describedAs(FileTypes.of(title));
    Manifest.Image manifest =
        ManifestForm.of(configured, layer.withAnnotations(Map.of(Annotations.TITLE, title)))
            .write();
    return new Packed(
        manifest,
        Map.of(configured, Content.of(config), layer, file.content()),
        Optional.empty(),
        Optional.empty(),
        List.of(new Packed.PackedFile(title, file.size(), file.executable())));
  }

  @Override
  public boolean recognises(Manifest.Image manifest) {
    return manifest.artifactType().equals(Optional.of(CONFIG));
  }

  @Override
  public void check(Manifest.Image manifest) {
    Layers.only(manifest, name());
    Layers.title(manifest.layers().getFirst());
  }

  @Override
  public SortedMap<String, String> show(Manifest.Image manifest, Source source) {
    check(manifest);
    Descriptor layer = manifest.layers().getFirst();
    var facts = new TreeMap<String, String>();
    facts.put("file", Layers.title(layer));
    facts.put("type", layer.mediaType());
    return facts;
  }

  @Override
  public void unpack(Manifest.Image manifest, Source source, Path folder) {
    check(manifest);
    Descriptor layer = manifest.layers().getFirst();
    Descriptor config = manifest.config();
    Bytes facts = Verified.read(config, source.blob(config), CONFIG_LIMIT);
    boolean executable =
        Json.in(
            "config " + config.digest(),
            () -> Json.readObject(facts).findBoolean("executable").orElse(false));
    Landing.file(layer, source.blob(layer), folder, Layers.title(layer), executable);
  }
}
