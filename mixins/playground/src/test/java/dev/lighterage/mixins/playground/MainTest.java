package dev.lighterage.mixins.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path top;
  private Path cloud;
  private Path chart;
  private Path template;
  private String out = "";
  private String err = "";

  @BeforeEach
  void makeSources() throws IOException {
    cloud = Files.createDirectory(top.resolve("cloud"));
    chart = Files.createDirectory(top.resolve("web"));
    Files.writeString(chart.resolve("Chart.yaml"), "name: web\nversion: 1.2.0\n");
    Files.writeString(chart.resolve("values.yaml"), "replicas: 2\nimage: {name: a, tag: b}\n");
    template = top.resolve("network.json");
    Files.writeString(
        template,
        """
        {
        \t"parameters": {"prefix": {"type": "string", "defaultValue": "dev"}},
        \t"resources": [
        \t\t{"type": "Microsoft.Network/virtualNetworks", "name": "[parameters('prefix')]"},
        \t\t{"type": "Microsoft.Network/publicIPAddresses", "name": "ip"}
        \t],
        \t"outputs": {"net": {"type": "string", "value": "[parameters('prefix')]"}}
        }
        """);
  }

  @Test
  void deploysAltersAndTakesAway() throws IOException {
    assertThat(run("deploy", "--cloud", cloud, "shop", chart)).isZero();
    assertThat(out)
        .isEqualTo(
            "{\"release\":\"shop\",\"revision\":1,"
                + "\"endpoint\":\"https://shop.playground.example\"}\n");
    assertThat(state()).contains("\"chart\": \"web\"", "\"replicas\": 2");

    Files.writeString(chart.resolve("values.yaml"), "replicas: 3\n");
    assertThat(run("redeploy", "--cloud", cloud, "shop", chart)).isZero();
    assertThat(state()).contains("\"revision\": 2", "\"replicas\": 3");

    assertThat(run("undeploy", "--cloud", cloud, "shop")).isZero();
    assertThat(run("undeploy", "--cloud", cloud, "shop")).isZero();
    assertThat(cloud).isEmptyDirectory();
  }

  @Test
  void laysValuesOverThoseOfTheChart() throws IOException {
    Path values = Files.writeString(top.resolve("v.json"), "{\"image\": {\"tag\": \"c\"}}");
    assertThat(run("deploy", "--cloud", cloud, "shop", chart, values)).isZero();
    assertThat(state()).contains("\"name\": \"a\"", "\"tag\": \"c\"").doesNotContain("\"b\"");
  }

  @Test
  void provisionsWhatTheTemplateLists() throws IOException {
    Path values = Files.writeString(top.resolve("p.json"), "{\"prefix\": \"prod\"}");
    assertThat(run("provision", "--cloud", cloud, "rg", template, values)).isZero();
    assertThat(out)
        .isEqualTo(
            "{\"group\":\"rg\",\"resources\":[\"prod\",\"ip\"],\"outputs\":{\"net\":\"prod\"}}\n");
    assertThat(run("reprovision", "--cloud", cloud, "rg", template)).isZero();
    assertThat(state()).contains("\"dev\"").doesNotContain("prod");
    assertThat(run("deprovision", "--cloud", cloud, "rg")).isZero();
    assertThat(cloud).isEmptyDirectory();
  }

  @Test
  void keepsWhatOthersRunThere() throws IOException {
    run("deploy", "--cloud", cloud, "one", chart);
    run("deploy", "--cloud", cloud, "two", chart);
    run("undeploy", "--cloud", cloud, "one");
    assertThat(state()).contains("\"two\"").doesNotContain("\"one\"");
  }

  @Test
  void namesEachRefusal() throws IOException {
    run("deploy", "--cloud", cloud, "shop", chart);
    assertThat(run("deploy", "--cloud", cloud, "shop", chart)).isEqualTo(3);
    assertThat(run("redeploy", "--cloud", cloud, "other", chart)).isEqualTo(4);
    assertThat(run("deploy", "--cloud", top.resolve("none"), "x", chart)).isEqualTo(4);
    assertThat(run("provision", "--cloud", cloud, "rg", chart.resolve("Chart.yaml"))).isEqualTo(5);
    Path values = Files.writeString(top.resolve("v.json"), "{\"fail\": true}");
    assertThat(run("redeploy", "--cloud", cloud, "shop", chart, values)).isEqualTo(6);
    assertThat(err).contains("web 1.2.0 fails");
    try (var held = Cloud.open(cloud)) {
      assertThat(held.find("releases", "shop")).isPresent();
      assertThat(run("undeploy", "--cloud", cloud, "shop")).isEqualTo(7);
    }
    assertThat(run("deploy")).isEqualTo(2);
    assertThat(state()).contains("\"revision\": 1");
  }

  @Test
  void refusesSourceThatIsNoDocument() throws IOException {
    Files.writeString(chart.resolve("values.yaml"), "a: [");
    assertThat(run("deploy", "--cloud", cloud, "shop", chart)).isEqualTo(5);
    Files.writeString(chart.resolve("values.yaml"), "- a\n");
    assertThat(run("deploy", "--cloud", cloud, "shop", chart)).isEqualTo(5);
    assertThat(cloud).isEmptyDirectory();
  }

  private String state() throws IOException {
    return Files.readString(cloud.resolve("playground.json"));
  }

  private int run(Object... args) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new),
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}
