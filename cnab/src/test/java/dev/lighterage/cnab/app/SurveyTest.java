package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  @TempDir private Path folder;

  private static Manifest index(String... platforms) {
    var entries = new StringBuilder();
    for (String platform : platforms) {
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"")
          .append(image(platform).descriptor().digest())
          .append("\",\"size\":")
          .append(image(platform).bytes().size())
          .append(",\"platform\":{\"os\":\"linux\",\"architecture\":\"")
          .append(platform)
          .append("\"}}");
    }
    return Manifest.read(
        MediaTypes.OCI_INDEX, Bytes.utf8("{\"schemaVersion\":2,\"manifests\":[" + entries + "]}"));
  }

  private static Manifest image(String platform) {
    return Manifest.read(
        MediaTypes.OCI_MANIFEST,
        Bytes.utf8(
            "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.empty.v1+json\","
                + "\"digest\":\""
                + Bytes.utf8("{}").digest()
                + "\",\"size\":2},\"layers\":[],\"annotations\":{\"for\":\""
                + platform
                + "\"}}"));
  }

  @Test
  void takesTheImageOfThisPlatform() {
    LayoutStore layout = LayoutStore.create(folder);
    String here = Platform.current().architecture();
    layout.put(image(here));
    Manifest.Image image = Survey.forThisPlatform(layout, index("s390x", here));
    assertThat(image.annotations()).containsEntry("for", here);
  }

  /// [101.13].
  @Test
  void saysWhichPlatformIsWantedWhereNoImageSuits() {
    LayoutStore layout = LayoutStore.create(folder);
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> Survey.forThisPlatform(layout, index("s390x", "riscv64")));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
    assertThat(failure.facts()).containsEntry("wanted", Platform.current().toString());
  }
}
