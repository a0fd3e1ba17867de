package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Helm chart, from a folder or a `.tgz`, stored as `helm push` stores it.
///
/// From a folder goes in what `helm package` packs; a `.tgz` is taken as it is, with the `.prov`
/// beside it. Source: Helm 3.22, pkg/registry: config is Chart.yaml as JSON, layers are sorted by
/// digest, the manifest has no `mediaType`. Of its annotations `created` is left out, because the
/// same input must give the same digest.
final class Helm implements Kind {
  static final String CONFIG = "application/vnd.cncf.helm.config.v1+json";
  static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
  static final String PROVENANCE = "application/vnd.cncf.helm.chart.provenance.v1.prov";

  /// What Helm before 3.7 wrote, and still reads.
  static final String OLD_CHART = "application/tar+gzip";

  private static final Set<String> CHARTS = Set.of(CHART, OLD_CHART);

  /// In bytes: Chart.yaml as JSON, and a signature.
  private static final int SMALL = 1 << 20;

  @Override
  public String name() {
    return "helm";
  }

  @Override
  public Shape shape() {
    return Shape.FILE_OR_FOLDER;
  }

  @Override
  public Packed pack(Path path, Path scratch) {
    try (var archive = new ChartArchive(scratch)) {
      return Files.isDirectory(path) ? folder(path, scratch, archive) : archive(path, archive);
    }
  }

  private static Packed folder(Path path, Path scratch, ChartArchive archive) {
    if (!Files.exists(path.resolve(ChartLoader.CHART))) {
      throw notAChart(path.toString()).with("why", ChartLoader.CHART + " is missing in the folder");
    }
    Chart chart = new ChartLoader(archive::files).load(path.toString(), ChartFolder.files(path));
    Layer layer = new Packer(scratch).tarGzip(CHART, entries(chart));
    return packed(chart, Map.of(layer.descriptor(), layer.content()));
  }

  private static Packed archive(Path path, ChartArchive archive) {
    LocalFile file = LocalFile.of(path);
    Chart chart =
        new ChartLoader(archive::files)
            .load(path.toString(), archive.files(path.toString(), file.content()));
    var layers = new LinkedHashMap<Descriptor, Content>();
    layers.put(file.describedAs(CHART), file.content());
    Path signature = path.resolveSibling(path.getFileName() + ".prov");
    if (Files.exists(signature)) {
      Bytes bytes = LocalFile.read(signature, SMALL);
      layers.put(Descriptor.of(PROVENANCE, bytes), Content.of(bytes));
    }
    return packed(chart, layers);
  }

  /// What was named as a chart's source is of neither form.
  static Failure notAChart(String subject) {
    return Failure.of(
        Failure.Kind.INVALID, "neither a chart's folder nor a packed chart (.tgz)", subject);
  }

  private static List<TarEntry> entries(Chart chart) {
    var entries = new ArrayList<TarEntry>();
    ChartLoader.flat(chart)
        .forEach(
            (path, file) ->
                entries.add(TarEntry.file(chart.name() + "/" + path, false, file.content())));
    return entries;
  }

  private static Packed packed(Chart chart, Map<Descriptor, Content> layers) {
    Bytes config = Json.go(chart.metadata().toJson());
    Descriptor configured = Descriptor.of(CONFIG, config);
    List<Descriptor> sorted =
        layers.keySet().stream().sorted(Comparator.comparing(d -> d.digest().toString())).toList();
    var form =
        new ManifestForm(
            false, Optional.empty(), configured, sorted, ChartAnnotations.of(chart.metadata()));
    var blobs = new LinkedHashMap<Descriptor, Content>();
    blobs.put(configured, Content.of(config));
    blobs.putAll(layers);
    return new Packed(
        form.write(),
        blobs,
        Optional.of(chart.name()),
        Optional.of(chart.metadata().version()),
        files(chart));
  }

  private static List<Packed.PackedFile> files(Chart chart) {
    return ChartLoader.flat(chart).entrySet().stream()
        .map(e -> new Packed.PackedFile(e.getKey(), e.getValue().bytes(), false))
        .toList();
  }

  @Override
  public boolean recognises(Manifest.Image manifest) {
    return manifest.artifactType().equals(Optional.of(CONFIG));
  }

  @Override
  public void check(Manifest.Image manifest) {
    chart(manifest);
  }

  private Descriptor chart(Manifest.Image manifest) {
    return Layers.typed(manifest, name(), CHARTS);
  }

  @Override
  public SortedMap<String, String> show(Manifest.Image manifest, Source source) {
    JsonObject config = config(manifest, source);
    var facts = new TreeMap<String, String>();
    facts.put("chart", config.string("name"));
    facts.put("version", config.string("version"));
    for (String more : List.of("appVersion", "description", "type")) {
      config.findString(more).ifPresent(value -> facts.put(more, value));
    }
    boolean signed = manifest.layers().stream().anyMatch(l -> l.mediaType().equals(PROVENANCE));
    facts.put("provenance", signed ? "yes" : "no");
    return facts;
  }

  private static JsonObject config(Manifest.Image manifest, Source source) {
    Descriptor config = manifest.config();
    Bytes bytes = Verified.read(config, source.blob(config), SMALL);
    return Json.in("chart config " + config.digest(), () -> Json.readObject(bytes));
  }

  /// The chart's folder, named as the chart is.
  @Override
  public void unpack(Manifest.Image manifest, Source source, Path folder) {
    Descriptor layer = chart(manifest);
    String name = config(manifest, source).string("name");
    if (!ChartRules.isBaseName(name) || name.isEmpty()) {
      throw Failure.of(
              Failure.Kind.INVALID, "not a name for a chart", manifest.config().digest().toString())
          .with("found", name);
    }
    var landing = new FolderLanding(layer, source.blob(layer), folder);
    landing.only(ChartArchive.LIMITS, folder.resolve(name));
  }
}
