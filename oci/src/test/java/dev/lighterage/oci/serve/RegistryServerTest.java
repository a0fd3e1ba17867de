package dev.lighterage.oci.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {
  private static final Bytes NOTHING = Bytes.empty();

  @TempDir private Path root;
  private TestServer server;
  private Client client;

  @BeforeEach
  void start() {
    server = new TestServer(root);
    client = server.client;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersPing() {
    Client.Reply reply = client.get("/v2/");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
  }

  @Test
  void answersRanges() {
    Bytes bytes = Samples.bytes(13, 1_000);
    String path = "/v2/a/blobs/" + client.push("a", bytes);
    assertRange(path, "bytes=0-0", 1, "bytes 0-0/1000");
    assertRange(path, "bytes=900-", 100, "bytes 900-999/1000");
    assertRange(path, "bytes=990-5000", 10, "bytes 990-999/1000");
    assertRange(path, "bytes=-10", 10, "bytes 990-999/1000");
    Client.Reply beyond = client.get(path, "Range", "bytes=1000-");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */1000");
    for (String other : List.of("bytes=0-1,5-6", "bytes=-", "lines=1-2")) {
      assertThat(client.get(path, "Range", other).status()).isEqualTo(200);
    }
  }

  @Test
  void readsRepositoryNamesThatLookLikeItsOwnWords() {
    for (String name : List.of("shop/blobs", "blobs/uploads", "manifests/tags", "tags/list")) {
      Digest digest = client.push(name, Samples.bytes(23, 10));
      assertThat(client.head("/v2/" + name + "/blobs/" + digest).status()).isEqualTo(200);
    }
    assertThat(client.get("/v2/_catalog").text())
        .isEqualTo(
            "{\"repositories\":[\"blobs/uploads\",\"manifests/tags\",\"shop/blobs\","
                + "\"tags/list\"]}");
  }

  @Test
  void refusesNamesThatAreNone() throws IOException {
    Bytes bytes = Samples.bytes(24, 10);
    for (String name :
        List.of("..", "a/../b", "%2e%2e/%2e%2e/x", "A", "_layout", "a/_layout", "a//b", "a%00b")) {
      Client.Reply reply =
          client.send("POST", "/v2/" + name + "/blobs/uploads/?digest=" + bytes.digest(), bytes);
      assertThat(reply.status()).as(name).isIn(400, 404);
    }
    try (var made = Files.list(root)) {
      assertThat(made).isEmpty();
    }
    assertThat(root.resolveSibling("x")).doesNotExist();
  }

  @Test
  void deletesNothing() {
    Digest digest = client.push("a", Samples.bytes(25, 10));
    TestServer.assertRefused(
        client.send("DELETE", "/v2/a/blobs/" + digest, NOTHING), 405, "UNSUPPORTED");
    TestServer.assertRefused(
        client.send("DELETE", "/v2/a/manifests/v1", NOTHING), 405, "UNSUPPORTED");
    TestServer.assertRefused(client.get("/v2/a/nonsense"), 404, "UNSUPPORTED");
  }

  @Test
  void countsExactly() {
    Bytes bytes = Samples.bytes(26, 12_345);
    Digest digest = client.push("shop", bytes);
    client.get("/v2/shop/blobs/" + digest);
    client.head("/v2/shop/blobs/" + digest);
    client.get("/v2/");
    Counters counters = server.server.counters();
    assertThat(counters.of("shop")).isEqualTo(new Counters.Count(3, 12_345, 12_345));
    assertThat(counters.of("other")).isEqualTo(new Counters.Count(0, 0, 0));
    assertThat(counters.total()).isEqualTo(new Counters.Count(4, 12_345, 12_347));
    Bytes told = client.get("/-/counters").body();
    assertThat(Json.readObject(told)).isEqualTo(counters.toJson());
    assertThat(told.text()).endsWith("}\n");
    assertThat(server.server.counters()).isEqualTo(counters);
  }

  @Test
  void tellsItsObserverEachRequest() {
    client.get("/v2/a/tags/list?n=1");
    client.head("/v2/a/manifests/v1");
    client.get("/-/counters");
    assertThat(server.asked).containsExactly("GET /v2/a/tags/list?n=1", "HEAD /v2/a/manifests/v1");
  }

  @Test
  void servesTheSameAfterRestart() {
    Manifest image = server.pushImage("shop/web", 27);
    client.put("shop/web", "v1", image);
    server.close();
    try (var again = RegistryServer.start(root, ServeSettings.loopback());
        var other = new Client(again)) {
      assertThat(other.get("/v2/shop/web/manifests/v1").body()).isEqualTo(image.bytes());
    }
    LayoutStore layout = LayoutStore.open(root.resolve("shop/web/_layout"));
    assertThat(layout.resolve("v1").orElseThrow().bytes()).isEqualTo(image.bytes());
  }

  @Test
  void saysWhenItsAddressIsTaken() {
    assertThatThrownBy(() -> RegistryServer.start(root, ServeSettings.at(server.server.address())))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.BUSY));
  }

  private void assertRange(String path, String range, int size, String expected) {
    Client.Reply reply = client.get(path, "Range", range);
    assertThat(reply.status()).isEqualTo(206);
    assertThat(reply.body().size()).isEqualTo(size);
    assertThat(reply.header("Content-Range")).isEqualTo(expected);
  }
}
