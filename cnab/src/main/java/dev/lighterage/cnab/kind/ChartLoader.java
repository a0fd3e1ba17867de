package dev.lighterage.cnab.kind;

import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Makes a chart of the files in its folder, sorting them as Helm does.
///
/// Source: Helm 3.22, `LoadFiles` and `writeTarContents`. Chart.yaml and lock files are kept as the
/// author wrote them, where Helm writes them anew without comments; everything else is the same.
final class ChartLoader {
  static final String CHART = "Chart.yaml";
  private static final String CHARTS = "charts/";

  /// In bytes; a values file of this size is already absurd.
  private static final int YAML_LIMIT = 1 << 20;

  private final BiFunction<String, Content, SortedMap<String, Content>> archives;

  /// `archives` gives the files of a packed chart, by path below its top.
  ChartLoader(BiFunction<String, Content, SortedMap<String, Content>> archives) {
    this.archives = archives;
  }

  /// The chart of `files`, by path below its top; `subject` names it in failures. Fails with
  /// `INVALID`.
  Chart load(String subject, SortedMap<String, Content> files) {
    Content chartYaml = files.get(CHART);
    if (chartYaml == null) {
      throw Failure.of(Failure.Kind.INVALID, "not a chart", subject)
          .with("why", "Chart.yaml is missing");
    }
    ChartMetadata metadata =
        ChartMetadata.read(new ChartFields(yaml(subject + "/" + CHART, chartYaml)));
    Content requirements = files.get("requirements.yaml");
    if (requirements != null) {
      var more = new ChartFields(yaml(subject + "/requirements.yaml", requirements));
      metadata = metadata.withDependencies(ChartMetadata.dependencies(more));
    }
    var rules = new ChartRules(subject);
    rules.check(metadata);
    Content schema = files.get("values.schema.json");
    if (schema != null) {
      requireJson(subject + "/values.schema.json", schema);
    }
    List<Chart> dependencies = dependencies(subject, files);
    rules.checkDependencies(metadata, dependencies.stream().map(Chart::name).toList());
    return new Chart(metadata, kept(metadata, files), dependencies);
  }

  /// Everything but the charts below `charts/`, which are kept apart. A chart of the old API has no
  /// Chart.lock in its package.
  private static List<Chart.ChartFile> kept(
      ChartMetadata metadata, SortedMap<String, Content> files) {
    var kept = new ArrayList<Chart.ChartFile>();
    files.forEach(
        (path, content) -> {
          boolean below = path.startsWith(CHARTS) && !path.endsWith(".prov");
          boolean oldLock = path.equals("Chart.lock") && metadata.apiVersion().equals("v1");
          if (!below && !oldLock) {
            kept.add(new Chart.ChartFile(path, content, size(path, content)));
          }
        });
    return List.copyOf(kept);
  }

  /// Folders and `.tgz` below `charts/` are charts; names that begin with `_` or `.` are passed
  /// over, provenance files are ordinary files.
  private List<Chart> dependencies(String subject, SortedMap<String, Content> files) {
    var byName = new TreeMap<String, SortedMap<String, Content>>();
    files.forEach(
        (path, content) -> {
          if (path.startsWith(CHARTS) && !path.endsWith(".prov")) {
            String below = path.substring(CHARTS.length());
            int slash = below.indexOf('/');
            String name = slash < 0 ? below : below.substring(0, slash);
            String inside = slash < 0 ? "" : below.substring(slash + 1);
            byName.computeIfAbsent(name, _ -> new TreeMap<>()).put(inside, content);
          }
        });
    return byName.entrySet().stream()
        .filter(e -> !e.getKey().startsWith("_") && !e.getKey().startsWith("."))
        .map(e -> dependency(subject + "/" + CHARTS + e.getKey(), e.getKey(), e.getValue()))
        .toList();
  }

  private Chart dependency(String subject, String name, SortedMap<String, Content> files) {
    Content alone = files.remove("");
    if (alone == null) {
      return load(subject, files);
    }
    return load(subject, name.endsWith(".tgz") ? archives.apply(subject, alone) : new TreeMap<>());
  }

  private static YamlMap yaml(String name, Content content) {
    YamlNode node = Yaml.readForeign(name, bytes(name, content));
    return node.asMap("a map");
  }

  private static void requireJson(String name, Content content) {
    try {
      Json.read(bytes(name, content));
    } catch (Failure e) {
      throw Failure.of(Failure.Kind.INVALID, "not JSON", name)
          .with("why", e.getMessage())
          .because(e);
    }
  }

  private static Bytes bytes(String name, Content content) {
    try (InputStream in = content.open(0)) {
      byte[] bytes = in.readNBytes(YAML_LIMIT + 1);
      if (bytes.length > YAML_LIMIT) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "file over the limit", name)
            .with("limit", YAML_LIMIT + " bytes");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static long size(String path, Content content) {
    try {
      return content.size();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static Failure unreadable(String name, IOException e) {
    return Failure.storage("could not read", Path.of(name), e);
  }

  /// All files of `chart` and the charts below it, by path below its top.
  static Map<String, Chart.ChartFile> flat(Chart chart) {
    var all = new TreeMap<String, Chart.ChartFile>();
    flat(chart, "", all);
    return all;
  }

  private static void flat(Chart chart, String prefix, Map<String, Chart.ChartFile> all) {
    for (Chart.ChartFile file : chart.files()) {
      if (all.put(prefix + file.path(), file) != null) {
        throw Failure.of(Failure.Kind.INVALID, "two files of one name", prefix + file.path());
      }
    }
    for (Chart below : chart.dependencies()) {
      flat(below, prefix + CHARTS + below.name() + "/", all);
    }
  }
}
