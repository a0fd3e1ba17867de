package dev.lighterage.oci.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A registry on loopback whose clock stands still, and a bare client of it.
final class TestServer implements AutoCloseable {
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final RegistryServer server;
  final Client client;

  TestServer(Path root) {
    ServeSettings loopback = ServeSettings.loopback();
    server =
        RegistryServer.start(
            root,
            new ServeSettings(
                loopback.address(), now::get, loopback.random(), a -> asked.add(a.toString())));
    client = new Client(server);
  }

  static String upload(Client.Reply reply) {
    return reply.header("Location");
  }

  static void assertRefused(Client.Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(Json.readObject(reply.body()).array("errors").objects(e -> e.string("code")))
        .containsExactly(code);
  }

  /// Pushes the blobs of an image, and answers its manifest.
  Manifest pushImage(String repository, long seed) {
    Bytes config = Samples.bytes(seed, 100);
    Bytes layer = Samples.bytes(seed + 1, 1_000);
    client.push(repository, config);
    client.push(repository, layer);
    return Samples.image(Samples.blob(config), List.of(Samples.blob(layer)));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
