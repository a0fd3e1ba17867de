package dev.lighterage.cnab.kind;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The annotations that Helm puts on a chart's manifest, but for `created`.
///
/// Source: Helm 3.22, pkg/registry/util.go, `generateOCIAnnotations`.
final class ChartAnnotations {
  /// Annotations in Chart.yaml cannot say these otherwise.
  private static final Set<String> FIXED = Set.of(Annotations.TITLE, Annotations.VERSION);

  private ChartAnnotations() {}

  static SortedMap<String, String> of(ChartMetadata chart) {
    var all = new TreeMap<String, String>();
    put(all, Annotations.DESCRIPTION, chart.description());
    put(all, Annotations.TITLE, chart.name());
    put(all, Annotations.VERSION, chart.version());
    put(all, Annotations.URL, chart.home());
    if (!chart.sources().isEmpty()) {
      put(all, Annotations.SOURCE, chart.sources().getFirst());
    }
    put(
        all,
        Annotations.AUTHORS,
        chart.maintainers().stream()
            .map(ChartAnnotations::author)
            .collect(Collectors.joining(", ")));
    chart
        .annotations()
        .forEach(
            (key, value) -> {
              if (!FIXED.contains(key)) {
                all.put(key, value);
              }
            });
    return all;
  }

  private static String author(ChartMetadata.Maintainer maintainer) {
    return maintainer.name()
        + (maintainer.email().isEmpty() ? "" : " (" + maintainer.email() + ")");
  }

  private static void put(SortedMap<String, String> all, String key, String value) {
    if (!value.isBlank()) {
      all.put(key, value);
    }
  }
}
