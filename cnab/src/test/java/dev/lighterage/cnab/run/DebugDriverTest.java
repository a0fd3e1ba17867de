package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugDriverTest {
  @TempDir Path dir;

  private final List<JsonObject> shown = new ArrayList<>();

  private Driver driver(String name) {
    return Drivers.named(
        name, new DriverSettings(dir.resolve("cache"), shown::add, DriverSettings.GRACE));
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
    assertThat(shown).hasSize(1);
    JsonObject json = shown.getFirst();
    assertThat(Json.pretty(json)).doesNotContain("s3cret");
    assertThat(json.members())
        .containsOnlyKeys(
            "image", "environment", "files", "artifacts", "outputs", "mounts", "network");
    assertThat(json.object("environment").string("TOKEN")).isEqualTo("***");
    assertThat(json.array("files").values()).hasSize(2);
  }
}
