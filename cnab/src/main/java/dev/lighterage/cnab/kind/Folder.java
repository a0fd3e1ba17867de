package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Limits;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A folder with everything in it: executable bits, empty files and empty folders are kept, links
/// are refused, `.git`, our own files and what `.lighterignore` names stay out ([LighterIgnore]).
///
/// No client owns such a type, so it is ours: config [#CONFIG], the object `{"name", "files"}` with
/// the number of files, and one layer as ORAS packs a folder (tar and gzip, every name under the
/// folder's own, the title that name, annotations for unpacking), so that `oras pull` gives the
/// same files. Source: oras-go 2.7, content/file.
final class Folder implements Kind {
  static final String CONFIG = "application/vnd.lighterage.folder.config.v1+json";

  @Override
  public String name() {
    return "folder";
  }

  @Override
  public Shape shape() {
    return Shape.FOLDER;
  }

  @Override
  public Packed pack(Path path, Path scratch) {
    String title = Title.of(path);
    LighterIgnore ignore = ignore(path);
    List<Tree.Entry> entries = Tree.list(path, ignore::ignores, Tree.Links.REFUSE);
    var tar = new ArrayList<TarEntry>(List.of(TarEntry.folder(title)));
    var files = new ArrayList<Packed.PackedFile>();
    for (Tree.Entry entry : entries) {
      String inside = title + "/" + entry.path();
      if (entry.folder()) {
        tar.add(TarEntry.folder(inside));
        files.add(new Packed.PackedFile(entry.path() + "/", 0, false));
      } else {
        boolean executable = LocalFile.executable(entry.file());
        tar.add(TarEntry.file(inside, executable, Content.of(entry.file())));
        files.add(new Packed.PackedFile(entry.path(), LocalFile.size(entry.file()), executable));
      }
    }
    Layer layer = new Packer(scratch).tarGzip(MediaTypes.OCI_LAYER_GZIP, tar);
    return packed(title, layer, files);
  }

  private static Packed packed(String title, Layer layer, List<Packed.PackedFile> files) {
    long count = files.stream().filter(f -> !f.path().endsWith("/")).count();
    Bytes config = Json.go(JsonObject.builder().put("name", title).put("files", count).build());
    Descriptor configured = Descriptor.of(CONFIG, config);
    Descriptor titled =
        layer
            .descriptor()
            .withAnnotations(
                Map.of(
                    Annotations.TITLE,
                    title,
                    Annotations.UNPACK,
                    "true",
                    Annotations.DIGEST,
                    layer.diffId().toString()));
    var blobs = new LinkedHashMap<Descriptor, Content>();
    blobs.put(configured, Content.of(config));
    blobs.put(layer.descriptor(), layer.content());
    return new Packed(
        ManifestForm.of(configured, titled).write(),
        blobs,
        Optional.empty(),
        Optional.empty(),
        files);
  }

  private static LighterIgnore ignore(Path folder) {
    Path file = folder.resolve(LighterIgnore.FILE);
    String text = Files.exists(file) ? LocalFile.read(file, LighterIgnore.LIMIT).text() : "";
    return LighterIgnore.read(file.toString(), text);
  }

  @Override
  public boolean recognises(Manifest.Image manifest) {
    return manifest.artifactType().equals(Optional.of(CONFIG));
  }

  @Override
  public void check(Manifest.Image manifest) {
    Layers.title(layer(manifest));
  }

  private Descriptor layer(Manifest.Image manifest) {
    return Layers.typed(manifest, name(), Set.of(MediaTypes.OCI_LAYER_GZIP));
  }

  @Override
  public SortedMap<String, String> show(Manifest.Image manifest, Source source) {
    var facts = new TreeMap<String, String>();
    facts.put("folder", Layers.title(layer(manifest)));
    return facts;
  }

  @Override
  public void unpack(Manifest.Image manifest, Source source, Path folder) {
    Descriptor layer = layer(manifest);
    new FolderLanding(layer, source.blob(layer), folder).inside(Limits.ARTIFACT);
  }
}
