package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Helm 3.22 made of the same Chart.yaml, seen by pushing it.
class ChartMetadataTest {
  private static final String CHART =
      """
      apiVersion: v2
      name: web
      Version: 1.2.0+build.4
      appVersion: 1.10
      description: "Front <end> & more  with\ttab"
      home: https://example.com
      sources: [https://example.com/src, 12]
      keywords: [a, yes, 1.50, 0x10, 1e3]
      maintainers:
      - name: Ada
        email: ada@example.com
      - name: Bo
      - email: c@x
      icon: "é"
      kubeVersion: ">=1.20.0-0"
      deprecated: yes
      annotations:
        a: 1
        org.opencontainers.image.title: no
        org.opencontainers.image.created: x
      tags: front
      condition: a.b
      unknown: 3
      dependencies:
      - {name: lib, version: 1.2, repository: "file://x", import-values: [a, {child: 1}], enabled: true}
      type: application
      """;

  @Test
  void writesTheConfigAsHelmWritesIt() {
    assertThat(Json.go(read(CHART).toJson()).text())
        .isEqualTo(
            "{\"name\":\"web\",\"home\":\"https://example.com\","
                + "\"sources\":[\"https://example.com/src\",\"12\"],"
                + "\"version\":\"1.2.0+build.4\","
                + "\"description\":\"Front \\u003cend\\u003e \\u0026 more  with tab\","
                + "\"keywords\":[\"a\",\"true\",\"1.5\",\"16\",\"1000\"],"
                + "\"maintainers\":[{\"name\":\"Ada\",\"email\":\"ada@example.com\"},"
                + "{\"name\":\"Bo\"},{\"email\":\"c@x\"}],\"icon\":\"é\",\"apiVersion\":\"v2\","
                + "\"condition\":\"a.b\",\"tags\":\"front\",\"appVersion\":\"1.1\","
                + "\"deprecated\":true,\"annotations\":{\"a\":\"1\","
                + "\"org.opencontainers.image.created\":\"x\","
                + "\"org.opencontainers.image.title\":\"false\"},"
                + "\"kubeVersion\":\"\\u003e=1.20.0-0\","
                + "\"dependencies\":[{\"name\":\"lib\",\"version\":\"1.2\","
                + "\"repository\":\"file://x\",\"enabled\":true,"
                + "\"import-values\":[\"a\",{\"child\":1}]}],\"type\":\"application\"}");
  }

  @Test
  void annotatesTheManifestAsHelmDoesButForTheTime() {
    assertThat(Json.go(JsonObject.of(ChartAnnotations.of(read(CHART)))).text())
        .isEqualTo(
            "{\"a\":\"1\","
                + "\"org.opencontainers.image.authors\":\"Ada (ada@example.com), Bo,  (c@x)\","
                + "\"org.opencontainers.image.created\":\"x\","
                + "\"org.opencontainers.image.description\":"
                + "\"Front \\u003cend\\u003e \\u0026 more  with tab\","
                + "\"org.opencontainers.image.source\":\"https://example.com/src\","
                + "\"org.opencontainers.image.title\":\"web\","
                + "\"org.opencontainers.image.url\":\"https://example.com\","
                + "\"org.opencontainers.image.version\":\"1.2.0+build.4\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "true, true",
    "1.0, 1",
    "123456789.5, 1.2345679e+08",
    "2026-01-01, 2026-01-01",
    "010, 8",
    "0.00001234, 1.234e-05",
    "1_000, 1000",
    "off, false",
    ".5, 0.5",
    "08, 8",
    "+12, 12",
    "1e30, 1e+30",
    "12345678901234567890, 12345678901234567890",
    "'\"1.10\"', 1.10",
    "0b101, 5",
    "0o17, 15",
    "-0, 0",
    "100000, 100000",
    "1234567.0, 1.234567e+06",
    "16777217.0, 1.6777216e+07",
    "1.2.3, 1.2.3",
    "1e400, 1e400",
    "1e39, +Inf",
    "0x1F, 31",
    "-5, -5"
  })
  void readsPlainScalarsAsHelmDoes(String plain, String text) {
    String yaml = "name: web\nversion: 1.0.0\nappVersion: " + plain + "\n";
    assertThat(read(yaml).appVersion()).isEqualTo(text);
  }

  private static ChartMetadata read(String yaml) {
    var map = Yaml.readForeign("Chart.yaml", Bytes.utf8(yaml)).asMap("a map");
    return ChartMetadata.read(new ChartFields(map));
  }
}
