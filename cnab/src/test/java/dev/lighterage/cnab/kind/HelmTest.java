package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmTest {
  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.2.0\n";
  private final Helm helm = new Helm();
  private @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
    bench.put("web/templates/deep/svc.yaml", "{{ .Values.a }}\n");
    bench.put("web/templates/NOTES.txt", "");
    bench.put("web/Chart.yaml", CHART + "appVersion: 1.10 # kept\ndescription: The <front> end\n");
    bench.put("web/values.yaml", "\uFEFFa: 1\n");
    bench.put("web/README.md", "x\n");
  }

  @Test
  void packsAlwaysTheSameBytes() {
    Packed packed = bench.pack(helm, "web");
    assertThat(packed.manifest().descriptor().digest())
        .hasToString("sha256:f596fc985080c6be8e0660084f4ea203e67605377c8f1d982ad86dd25c4b95bd");
    assertThat(packed.name()).contains("web");
    assertThat(packed.version()).contains("1.2.0");
  }

  @Test
  void packsWhatHelmPackagePacks() throws IOException {
    bench.put("web/.helmignore", "# no\n*.bak\n/top\nonly/\n");
    bench.put("web/a.bak", "x");
    bench.put("web/sub/b.bak", "x");
    bench.put("web/top", "x");
    bench.put("web/sub/top", "x");
    bench.put("web/only/x", "x");
    bench.put("web/templates/.hidden", "x");
    Files.createDirectories(bench.path("web/empty"));
    assertThat(paths(bench.pack(helm, "web")))
        .containsExactly(
            ".helmignore",
            "Chart.yaml",
            "README.md",
            "sub/top",
            "templates/NOTES.txt",
            "templates/deep/svc.yaml",
            "values.yaml");
  }

  @Test
  void handsOverTheChartsFolderWithoutByteOrderMarks() {
    var files = bench.unpacked(helm, bench.pack(helm, "web"));
    assertThat(files.keySet())
        .containsExactly(
            "web/",
            "web/Chart.yaml",
            "web/README.md",
            "web/templates/",
            "web/templates/NOTES.txt",
            "web/templates/deep/",
            "web/templates/deep/svc.yaml",
            "web/values.yaml");
    assertThat(files).containsEntry("web/values.yaml", "a: 1\n");
    assertThat(files.get("web/Chart.yaml")).contains("# kept");
  }

  @Test
  void keepsChartsBelowChartsUnpackedAndByTheirNames() {
    bench.put("lib/Chart.yaml", "apiVersion: v2\nname: lib\nversion: 0.1.0\n");
    bench.save(bench.pack(helm, "lib"), Helm.CHART, "web/charts/lib-0.1.0.tgz");
    bench.put("web/charts/redis-20/Chart.yaml", "name: redis\nversion: 20.0.0\n");
    bench.put("web/charts/redis-20/charts/x/Chart.yaml", "name: x\nversion: 1.0.0\n");
    bench.put("web/charts/_skipped/y", "");
    bench.put("web/charts/.skipped", "");
    bench.put("web/charts/lib-0.1.0.tgz.prov", "signed");
    bench.put("web/Chart.yaml", CHART + "dependencies: [{name: lib}, {name: redis}]\n");
    assertThat(paths(bench.pack(helm, "web")))
        .filteredOn(p -> p.startsWith("charts/"))
        .containsExactly(
            "charts/lib-0.1.0.tgz.prov",
            "charts/lib/Chart.yaml",
            "charts/redis/Chart.yaml",
            "charts/redis/charts/x/Chart.yaml");
    assertThat(Bench.files(bench.path("scratch"))).isEmpty();
  }

  @Test
  void takesAPackedChartAsItIsWithItsProvenance() {
    Packed packed = bench.pack(helm, "web");
    bench.save(packed, Helm.CHART, "web-1.2.0.tgz");
    Packed again = bench.pack(helm, "web-1.2.0.tgz");
    assertThat(again.manifest().bytes()).isEqualTo(packed.manifest().bytes());
    bench.put("web-1.2.0.tgz.prov", "signed");
    Packed signed = bench.pack(helm, "web-1.2.0.tgz");
    assertThat(signed.manifest().layers().stream().map(Descriptor::mediaType))
        .containsExactlyInAnyOrder(Helm.CHART, Helm.PROVENANCE);
    assertThat(signed.manifest().layers().stream().map(l -> l.digest().toString())).isSorted();
    assertThat(helm.show(signed.manifest(), bench.stored(signed)))
        .containsEntry("chart", "web")
        .containsEntry("appVersion", "1.1")
        .containsEntry("provenance", "yes");
    assertThat(bench.unpacked(helm, signed)).containsKey("web/Chart.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 1.2.0 | version: one | not a version by semver.org",
        "version: 1.2.0 | version: 1.02.0 | not a version by semver.org",
        "version: 1.2.0 | x: y | chart.metadata.version is required",
        "name: web | name: a/b | not a name for a chart",
        "name: web | name: '..' | not a name for a chart",
        "name: web | x: y | chart.metadata.name is required",
        "apiVersion: v2 | type: other | type must be application or library",
        "apiVersion: v2 | dependencies: [{name: a}, {name: a}] | more than one dependency",
        "apiVersion: v2 | dependencies: [{name: a, alias: 'b c'}] | not an alias",
        "apiVersion: v2 | dependencies: [{name: a}] | missing in charts/",
        "apiVersion: v2 | keywords: x | expected: a list",
        "apiVersion: v2 | a: [ | not YAML"
      })
  void refusesWhatHelmRefuses(String from, String to, String why) {
    bench.put("web/Chart.yaml", CHART.replace(from, to));
    assertThatThrownBy(() -> bench.pack(helm, "web"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesVersionsAsHelmTakesThem() {
    for (String version : List.of("1", "v1.2", "1.2.3-rc.1+build.4", "0.0.0")) {
      bench.put("web/Chart.yaml", "name: web\nversion: '" + version + "'\n");
      assertThat(bench.pack(helm, "web").version()).contains(version);
    }
  }

  @Test
  void refusesWhatIsNoChart() {
    bench.put("empty/values.yaml", "a: 1\n");
    bench.put("text.tgz", "text");
    bench.put("bad/Chart.yaml", CHART);
    bench.put("bad/values.schema.json", "{");
    bench.put("web/charts/README.md", "x");
    assertThatThrownBy(() -> bench.pack(helm, "nothing")).hasMessageStartingWith("no such file");
    assertThatThrownBy(() -> bench.pack(helm, "empty")).hasMessageContaining("is missing");
    assertThatThrownBy(() -> bench.pack(helm, "web")).hasMessageContaining("is missing");
    assertThatThrownBy(() -> bench.pack(helm, "bad")).hasMessageContaining("not JSON");
    assertThat(catchThrowableOfType(Failure.class, () -> bench.pack(helm, "text.tgz")).kind())
        .isEqualTo(Failure.Kind.INVALID);
  }

  @Test
  void refusesFilesThatHelmFindsTooLarge() {
    bench.put("web/big", "x".repeat((5 << 20) + 1));
    assertThatThrownBy(() -> bench.pack(helm, "web"))
        .hasMessageContaining("more than Helm takes")
        .hasMessageContaining("web/big");
  }

  @Test
  void followsLinksInsideAChartAndRefusesThoseThatLeadOut() throws IOException {
    bench.put("secret", "x");
    Files.createSymbolicLink(bench.path("web/again.md"), Path.of("README.md"));
    assertThat(paths(bench.pack(helm, "web"))).contains("again.md");
    Files.createSymbolicLink(bench.path("web/out"), Path.of("../secret"));
    assertThatThrownBy(() -> bench.pack(helm, "web"))
        .hasMessageContaining("a link that leads out")
        .hasMessageContaining("web/out");
    Files.delete(bench.path("web/out"));
    Files.createSymbolicLink(bench.path("web/round"), Path.of("."));
    assertThatThrownBy(() -> bench.pack(helm, "web"))
        .hasMessageContaining("a link that leads round");
  }

  @Test
  void refusesToHandOverWhatIsNotOneChart() {
    Bytes config = Bytes.utf8("{\"name\":\"web\",\"version\":\"1.0.0\"}");
    Layer two = bench.layer(Helm.CHART, Bench.file("a/x", ""), Bench.file("b/x", ""));
    assertThatThrownBy(() -> bench.unpacked(helm, hostile(config, two)))
        .hasMessageContaining("layer without one folder at its top");
    Layer one = bench.layer(Helm.CHART, Bench.file("other/Chart.yaml", CHART));
    assertThat(bench.unpacked(helm, hostile(config, one))).containsKey("web/Chart.yaml");
    Bytes out = Bytes.utf8("{\"name\":\"../web\",\"version\":\"1.0.0\"}");
    assertThatThrownBy(() -> bench.unpacked(helm, hostile(out, one)))
        .hasMessageContaining("not a name for a chart");
  }

  private static Packed hostile(Bytes config, Layer layer) {
    var form =
        new ManifestForm(
            false,
            Optional.empty(),
            Descriptor.of(Helm.CONFIG, config),
            List.of(layer.descriptor()),
            new TreeMap<>());
    return Bench.hostile(form, config, layer);
  }

  private static List<String> paths(Packed packed) {
    return packed.files().stream().map(Packed.PackedFile::path).toList();
  }
}
