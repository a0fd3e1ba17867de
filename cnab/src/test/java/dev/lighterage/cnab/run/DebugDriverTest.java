package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugDriverTest {
  @TempDir Path dir;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Driver driver(String name) {
    var show = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return Drivers.named(
        name, new DriverSettings(dir.resolve("cache"), show, DriverSettings.GRACE));
  }

  @Test
  void driversAreFoundByTheirNames() {
    assertThat(Drivers.names()).containsExactly("debug", "namespaces");
    assertThat(driver("namespaces").runs()).isTrue();
    assertThatThrownBy(() -> driver("docker"))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.NOT_FOUND))
        .hasMessageContaining("debug, namespaces");
  }

  @Test
  void showsWhatWouldRunAndHidesSecrets() throws Exception {
    var request =
        new Request(new TinyImage(dir).with("echo ran"))
            .variable("CNAB_ACTION", "install")
            .secret("TOKEN", "s3cret")
            .file("/cnab/bundle.json", "{}")
            .secretFile("/cnab/app/credentials/key", "s3cret")
            .artifact("web", dir.resolve("web"))
            .output("o", "/cnab/app/outputs/o")
            .mount(dir, "/data");
    Driver driver = driver("debug");
    assertThat(driver.runs()).isFalse();
    assertThat(driver.lacks()).isEmpty();
    assertThat(driver.run(request.build()).exitCode()).isZero();
    assertThat(request.said).isEmpty();
    String text = shown.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("s3cret");
    var json = Json.readObject(Bytes.utf8(text));
    assertThat(json.members())
        .containsOnlyKeys(
            "image", "environment", "files", "artifacts", "outputs", "mounts", "network");
    assertThat(json.object("environment").string("TOKEN")).isEqualTo("***");
    assertThat(json.array("files").values()).hasSize(2);
  }
}
