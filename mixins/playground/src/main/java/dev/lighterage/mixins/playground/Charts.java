package dev.lighterage.mixins.playground;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Pretends to run Helm charts: a release holds the chart's name and version and its values.
final class Charts {
  private static final String RELEASES = "releases";

  private final Cloud cloud;
  private final PrintStream talk;

  Charts(Cloud cloud, PrintStream talk) {
    this.cloud = cloud;
    this.talk = talk;
  }

  /// Refuses with `EXISTS` when there is such a release.
  Map<String, Object> deploy(String name, Path chart, Optional<Path> values) throws IOException {
    if (cloud.find(RELEASES, name).isPresent()) {
      throw new Refusal(Refusal.Reason.EXISTS, "release " + name + " exists already");
    }
    return put(name, chart, values, 1);
  }

  /// Refuses with `NOT_FOUND` when there is no such release.
  Map<String, Object> redeploy(String name, Path chart, Optional<Path> values) throws IOException {
    Map<String, Object> old =
        cloud
            .find(RELEASES, name)
            .orElseThrow(
                () -> new Refusal(Refusal.Reason.NOT_FOUND, "there is no release " + name));
    return put(name, chart, values, Integer.parseInt(Document.text(old, "revision")) + 1);
  }

  /// A release that is not there is no error, so that removal can be done again.
  Map<String, Object> undeploy(String name) throws IOException {
    boolean was = cloud.find(RELEASES, name).isPresent();
    cloud.remove(RELEASES, name);
    talk.println("playground: release " + name + (was ? " removed" : " was not there"));
    return Map.of("release", name);
  }

  private Map<String, Object> put(String name, Path chart, Optional<Path> more, int revision)
      throws IOException {
    Map<String, Object> about = Document.read(chart.resolve("Chart.yaml"));
    Path defaults = chart.resolve("values.yaml");
    Map<String, Object> values =
        Files.exists(defaults) ? Document.read(defaults) : new LinkedHashMap<>();
    if (more.isPresent()) {
      values = Document.merged(values, Document.read(more.get()));
    }
    String title = Document.text(about, "name") + " " + Document.text(about, "version");
    if (Boolean.TRUE.equals(values.get("fail"))) {
      throw new Refusal(
          Refusal.Reason.TOLD_TO_FAIL, title + " fails since its value `fail` is true");
    }
    String endpoint = "https://" + name + ".playground.example";
    var release = new LinkedHashMap<String, Object>();
    release.put("chart", Document.text(about, "name"));
    release.put("version", Document.text(about, "version"));
    release.put("revision", revision);
    release.put("endpoint", endpoint);
    release.put("values", values);
    cloud.put(RELEASES, name, release);
    talk.println("playground: release " + name + " runs " + title + ", revision " + revision);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("release", name);
    answer.put("revision", revision);
    answer.put("endpoint", endpoint);
    return answer;
  }
}
