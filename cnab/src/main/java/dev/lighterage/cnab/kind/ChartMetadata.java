package dev.lighterage.cnab.kind;

import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.SortedMap;

/// What Chart.yaml says, as Helm's `chart.Metadata` has it; absent texts are empty.
///
/// Source: Helm 3.22, pkg/chart/metadata.go and dependency.go.
record ChartMetadata(
    String name,
    String home,
    List<String> sources,
    String version,
    String description,
    List<String> keywords,
    List<Maintainer> maintainers,
    String icon,
    String apiVersion,
    String condition,
    String tags,
    String appVersion,
    boolean deprecated,
    SortedMap<String, String> annotations,
    String kubeVersion,
    List<Dependency> dependencies,
    String type) {

  /// `chart.Maintainer`.
  record Maintainer(String name, String email, String url) {}

  /// `chart.Dependency`.
  record Dependency(
      String name,
      String version,
      String repository,
      String condition,
      List<String> tags,
      boolean enabled,
      List<YamlNode> importValues,
      String alias) {}

  /// Reads Chart.yaml, or the part of it that `requirements.yaml` of an old chart repeats.
  static ChartMetadata read(ChartFields f) {
    String apiVersion = f.raw("apiVersion");
    return new ChartMetadata(
        f.text("name"),
        f.text("home"),
        f.texts("sources"),
        f.raw("version"),
        f.text("description"),
        f.texts("keywords"),
        f.maps("maintainers").stream()
            .map(m -> new Maintainer(m.text("name"), m.text("email"), m.text("url")))
            .toList(),
        f.text("icon"),
        apiVersion.isEmpty() ? "v1" : apiVersion,
        f.text("condition"),
        f.text("tags"),
        f.text("appVersion"),
        f.isTrue("deprecated"),
        f.strings("annotations"),
        f.text("kubeVersion"),
        dependencies(f),
        f.raw("type"));
  }

  static List<Dependency> dependencies(ChartFields f) {
    return f.maps("dependencies").stream()
        .map(
            d ->
                new Dependency(
                    d.text("name"),
                    d.text("version"),
                    d.text("repository"),
                    d.text("condition"),
                    d.texts("tags"),
                    d.isTrue("enabled"),
                    d.list("import-values"),
                    d.raw("alias")))
        .toList();
  }

  ChartMetadata withDependencies(List<Dependency> others) {
    return new ChartMetadata(
        name,
        home,
        sources,
        version,
        description,
        keywords,
        maintainers,
        icon,
        apiVersion,
        condition,
        tags,
        appVersion,
        deprecated,
        annotations,
        kubeVersion,
        others,
        type);
  }

  /// The config blob: members in the order of Helm's struct, empty ones left out.
  JsonObject toJson() {
    var json = JsonObject.builder();
    put(json, "name", name);
    put(json, "home", home);
    put(json, "sources", sources);
    put(json, "version", version);
    put(json, "description", description);
    put(json, "keywords", keywords);
    if (!maintainers.isEmpty()) {
      json.put(
          "maintainers", JsonArray.of(maintainers.stream().map(ChartMetadata::toJson).toList()));
    }
    put(json, "icon", icon);
    put(json, "apiVersion", apiVersion);
    put(json, "condition", condition);
    put(json, "tags", tags);
    put(json, "appVersion", appVersion);
    if (deprecated) {
      json.put("deprecated", new JsonBoolean(true));
    }
    if (!annotations.isEmpty()) {
      json.put("annotations", JsonObject.of(annotations));
    }
    put(json, "kubeVersion", kubeVersion);
    if (!dependencies.isEmpty()) {
      json.put(
          "dependencies", JsonArray.of(dependencies.stream().map(ChartMetadata::toJson).toList()));
    }
    put(json, "type", type);
    return json.build();
  }

  private static JsonObject toJson(Maintainer maintainer) {
    var json = JsonObject.builder();
    put(json, "name", maintainer.name());
    put(json, "email", maintainer.email());
    put(json, "url", maintainer.url());
    return json.build();
  }

  private static JsonObject toJson(Dependency dependency) {
    var json = JsonObject.builder().put("name", dependency.name());
    put(json, "version", dependency.version());
    json.put("repository", dependency.repository());
    put(json, "condition", dependency.condition());
    put(json, "tags", dependency.tags());
    if (dependency.enabled()) {
      json.put("enabled", new JsonBoolean(true));
    }
    if (!dependency.importValues().isEmpty()) {
      json.put(
          "import-values",
          JsonArray.of(dependency.importValues().stream().map(YamlNode::toJson).toList()));
    }
    put(json, "alias", dependency.alias());
    return json.build();
  }

  private static void put(JsonObject.Builder json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static void put(JsonObject.Builder json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.put(name, JsonArray.ofStrings(values));
    }
  }
}
