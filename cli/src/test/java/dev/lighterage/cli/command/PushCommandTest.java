package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.serve.Counters;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `push`, and what it says of itself.
class PushCommandTest {
  @TempDir Path home;
  private Harbour harbour;

  @BeforeEach
  void open() throws IOException {
    harbour = new Harbour(home);
  }

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void saysWhatTheRegistryCountsTheLookUpsOfItsBuildToo() {
    for (String bundle : new String[] {"shop", "kiosk", "shop"}) {
      Counters.Count before = harbour.counted();
      JsonObject traffic =
          Json.readObject(Bytes.utf8(harbour.done("push", "-f", bundle, "--json").out()))
              .object("traffic");
      Counters.Count now = harbour.counted();
      assertThat(traffic.integer("requests"))
          .as(bundle)
          .isEqualTo(now.requests() - before.requests());
      assertThat(traffic.integer("bytesUp")).isEqualTo(now.bytesIn() - before.bytesIn());
    }
  }
}
