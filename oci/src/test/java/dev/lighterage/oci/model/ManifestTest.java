package dev.lighterage.oci.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String BLOB =
      "{\"mediaType\":\"a/b\",\"size\":1,\"digest\":\"sha256:" + "0".repeat(64) + "\"}";

  private static void refuses(String mediaType, String members) {
    Bytes bytes = Bytes.utf8("{\"schemaVersion\":2," + members + "}");
    Failure failure = catchThrowableOfType(Failure.class, () -> Manifest.read(mediaType, bytes));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.what()).isEqualTo("manifest of two shapes in one");
  }

  /// CVE-2021-41190.
  @Test
  void refusesWhatIsAnImageToOneReaderAndAnIndexToAnother() {
    String image = "\"config\":" + BLOB + ",\"layers\":[]";
    refuses(MediaTypes.OCI_MANIFEST, image + ",\"manifests\":[]");
    refuses(MediaTypes.DOCKER_MANIFEST, image + ",\"manifests\":[" + BLOB + "]");
    refuses(MediaTypes.OCI_INDEX, "\"manifests\":[],\"layers\":[]");
    refuses(MediaTypes.OCI_INDEX, "\"manifests\":[],\"config\":" + BLOB);
    refuses(MediaTypes.DOCKER_LIST, "\"manifests\":[],\"layers\":[" + BLOB + "]");
  }
}
