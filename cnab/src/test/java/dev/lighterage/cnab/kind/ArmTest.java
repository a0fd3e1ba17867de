package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTest {
  private static final String TEMPLATE =
      """
      {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.2.0.0",
        "metadata": {"description": "A network"},
        "resources": []
      }
      """;

  private final Arm arm = new Arm();
  private @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
    bench.put("network.json", TEMPLATE);
  }

  @Test
  void packsAsBicepPublishes() {
    Packed packed = bench.pack(arm, "network.json");
    assertThat(packed.manifest().bytes().text())
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifactType\":\"application/vnd.ms.bicep.module.artifact\","
                + "\"config\":{\"mediaType\":\"application/vnd.ms.bicep.module.config.v1+json\","
                + "\"digest\":\"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\","
                + "\"size\":2},\"layers\":[{"
                + "\"mediaType\":\"application/vnd.ms.bicep.module.layer.v1+json\","
                + "\"digest\":\"sha256:1c52391ca39a356fe7e53f37927b7bb3975e5ebe06e41852646bbd4ce1ae623d\",\"size\":193,"
                + "\"annotations\":{\"org.opencontainers.image.title\":\"network.json\"}}],\"annotations\":{\"org.opencontainers.image.description\":\"A"
                + " network\"}}");
    assertThat(packed.version()).contains("1.2.0.0");
    assertThat(arm.show(packed.manifest(), bench.stored(packed)))
        .isEqualTo(Map.of("template", "network.json", "description", "A network"));
  }

  @Test
  void handsOverTheTemplateUnderItsName() {
    assertThat(bench.unpacked(arm, bench.pack(arm, "network.json")))
        .isEqualTo(Map.of("network.json", TEMPLATE));
  }

  @Test
  void readsWhatBicepPublished() {
    Packed bicep = bicep(Optional.of(Arm.ARTIFACT), "Compiled ARM template");
    assertThat(Kinds.of(bicep.manifest())).get().extracting(Kind::name).isEqualTo("arm");
    assertThat(bench.unpacked(arm, bicep)).isEqualTo(Map.of("template.json", TEMPLATE));
    assertThat(arm.recognises(bicep(Optional.empty(), "x").manifest())).isTrue();
    assertThat(arm.recognises(bicep(Optional.of("application/x"), "x").manifest())).isFalse();
  }

  /// A module with its sources beside it, as `bicep publish --with-source` has it.
  private static Packed bicep(Optional<String> artifactType, String title) {
    Bytes template = Bytes.utf8(TEMPLATE);
    Bytes config = Bytes.utf8("{}");
    Descriptor configured = Descriptor.of(Arm.CONFIG, config);
    Descriptor layer = Descriptor.of(Arm.LAYER, template);
    Descriptor source =
        Descriptor.of("application/vnd.ms.bicep.module.source.v1.tar+gzip", Bytes.utf8("x"));
    Manifest.Image manifest =
        new ManifestForm(
                true,
                artifactType,
                configured,
                List.of(layer.withAnnotations(Map.of(Annotations.TITLE, title)), source),
                new TreeMap<>())
            .write();
    return new Packed(
        manifest,
        Map.of(
            configured, Content.of(config),
            layer, Content.of(template),
            source, Content.of(Bytes.utf8("x"))),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"$schema\" | \"schema\" | it has no member $schema",
        "\"resources\" | \"resource\" | it has no member resources",
        "\"1.2.0.0\" | \"1.2\" | found: 1.2",
        "\"1.2.0.0\" | 1.2 | contentVersion",
        "2019-04-01/deploymentTemplate | 2019-04-01/deploymentParameters | member: $schema",
        "\"resources\": [] | \"resources\": [], | not strict JSON",
        "\"resources\" | /* x */ \"resources\" | not strict JSON"
      })
  void refusesWhatIsNoTemplate(String from, String to, String why) {
    String text = TEMPLATE.replace(from, to);
    bench.put("bad.json", text);
    assertThatThrownBy(() -> bench.pack(arm, "bad.json"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesTemplatesOfEveryScope() {
    for (String scope : new String[] {"subscriptionD", "managementGroupD", "tenantD"}) {
      bench.put("t.json", TEMPLATE.replace("/deployment", "/" + scope + "eployment"));
      assertThat(bench.pack(arm, "t.json").version()).contains("1.2.0.0");
    }
  }
}
