package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTest {
  private final FileKind kind = new FileKind();
  private @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
    bench.put("seed.sql", "select 1;\n");
  }

  @Test
  void packsAlwaysTheSameBytes() {
    Packed packed = bench.pack(kind, "seed.sql");
    assertThat(packed.manifest().bytes().text())
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{\"mediaType\":\"application/vnd.lighterage.file.config.v1+json\","
                + "\"digest\":\"sha256:f96a4e7a460acf8d2138b591bff61d8d4117301675ecada7b103bf778e7c4e37\","
                + "\"size\":19},\"layers\":[{\"mediaType\":\"application/sql\","
                + "\"digest\":\"sha256:4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c\","
                + "\"size\":10,"
                + "\"annotations\":{\"org.opencontainers.image.title\":\"seed.sql\"}}]}");
    assertThat(packed.version()).isEmpty();
    assertThat(packed.name()).isEmpty();
  }

  @Test
  void handsOverTheFileWithItsExecutableBit() {
    assertThat(bench.unpacked(kind, bench.pack(kind, "seed.sql")))
        .isEqualTo(Map.of("seed.sql", "select 1;\n"));
    bench.put("run", "x");
    bench.mode("run", "rwxr-----");
    Packed run = bench.pack(kind, "run");
    assertThat(bench.unpacked(kind, run)).isEqualTo(Map.of("run*", "x"));
    assertThat(kind.show(run.manifest(), bench.stored(run)))
        .isEqualTo(Map.of("file", "run", "type", "application/octet-stream"));
  }

  @Test
  void takesAnEmptyFile() {
    bench.put("empty.json", "");
    assertThat(bench.unpacked(kind, bench.pack(kind, "empty.json")))
        .isEqualTo(Map.of("empty.json", ""));
  }

  @Test
  void refusesWhatIsNoFile() {
    assertThatThrownBy(() -> bench.pack(kind, "none")).hasMessageStartingWith("no such file");
    assertThatThrownBy(() -> bench.pack(kind, ".")).hasMessageStartingWith("not a file");
    bench.put("a\nb", "");
    assertThatThrownBy(() -> bench.pack(kind, "a\nb"))
        .hasMessageStartingWith("title is not a file's name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "/etc/passwd", "a\\b", "a\u0000", "a\nb"})
  void refusesTitlesThatAreNoFileName(String title) {
    Layer layer = bench.layer("application/x-tar", Bench.file("x", ""));
    Bytes config = Bytes.utf8("{\"name\":\"x\"}");
    Descriptor titled = layer.descriptor().withAnnotations(Map.of(Annotations.TITLE, title));
    var form = ManifestForm.of(Descriptor.of(FileKind.CONFIG, config), titled);
    assertThatThrownBy(() -> bench.unpacked(kind, Bench.hostile(form, config, layer)))
        .hasMessageContaining("title is not a file's name");
  }

  @Test
  void refusesFileOverTheLimitBeforeItIsRead() throws IOException {
    Descriptor small = bench.pack(kind, "seed.sql").manifest().layers().getFirst();
    var large = Descriptor.of(small.mediaType(), small.digest(), (1L << 30) + 1);
    Path to = Files.createDirectories(bench.path("to"));
    Content unread = Content.of(bench.path("no such file"));
    assertThatThrownBy(() -> Landing.file(large, unread, to, "seed.sql", false))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.TOO_LARGE));
    assertThat(Bench.files(to)).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenTheContentIsNotWhatItShouldBe() throws IOException {
    Packed packed = bench.pack(kind, "seed.sql");
    Descriptor layer = packed.manifest().layers().getFirst();
    Path to = Files.createDirectories(bench.path("to"));
    for (String text : new String[] {"select 2;\n", "select", "select 1; and more\n"}) {
      Content content = Content.of(Bytes.utf8(text));
      assertThatThrownBy(() -> Landing.file(layer, content, to, "seed.sql", false))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CORRUPT));
      assertThat(Bench.files(to)).isEmpty();
    }
  }
}
