package dev.lighterage.cnab.kind;

import dev.lighterage.oci.value.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What Helm demands of a chart before it packs it.
///
/// Source: Helm 3.22, `Metadata.Validate`, `Dependency.Validate`, `CheckDependencies`; for versions
/// Masterminds/semver 3.5, `NewVersion`, which takes `v1.2` too.
final class ChartRules {
  private static final Pattern VERSION =
      Pattern.compile(
          "v?(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))?(\\.(0|[1-9][0-9]*))?"
              + "(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(\\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

  /// `MaxVersionLen`.
  private static final int LONGEST_VERSION = 256;

  private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> TYPES = Set.of("", "application", "library");

  private final String subject;

  ChartRules(String subject) {
    this.subject = subject;
  }

  /// Fails with `INVALID` at the first rule that is broken.
  void check(ChartMetadata chart) {
    require(!chart.name().isEmpty(), "chart.metadata.name is required", "");
    require(isBaseName(chart.name()), "not a name for a chart", chart.name());
    require(!chart.version().isEmpty(), "chart.metadata.version is required", "");
    require(isVersion(chart.version()), "not a version by semver.org", chart.version());
    require(TYPES.contains(chart.type()), "type must be application or library", chart.type());
    var names = new HashSet<String>();
    for (ChartMetadata.Dependency d : chart.dependencies()) {
      require(d.alias().isEmpty() || ALIAS.matcher(d.alias()).matches(), "not an alias", d.alias());
      String name = d.alias().isEmpty() ? d.name() : d.alias();
      require(names.add(name), "more than one dependency of one name or alias", name);
    }
  }

  /// Fails with `INVALID` when a dependency is not among the charts below `charts/`.
  void checkDependencies(ChartMetadata chart, List<String> present) {
    String missing =
        chart.dependencies().stream()
            .map(ChartMetadata.Dependency::name)
            .filter(n -> !present.contains(n))
            .collect(Collectors.joining(", "));
    require(missing.isEmpty(), "found in Chart.yaml, but missing in charts/", missing);
  }

  /// The chart's name becomes a folder's name: one part of a path.
  static boolean isBaseName(String name) {
    return !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
  }

  static boolean isVersion(String version) {
    return version.length() <= LONGEST_VERSION && VERSION.matcher(version).matches();
  }

  private void require(boolean kept, String rule, String found) {
    if (!kept) {
      Failure failure = Failure.of(Failure.Kind.INVALID, "not a chart", subject).with("why", rule);
      throw found.isEmpty() ? failure : failure.with("found", found);
    }
  }
}
