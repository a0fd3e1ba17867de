package dev.lighterage.oci.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manifests, and the lists of them.
class ServedManifestsTest {
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
  void keepsManifestToTheByte() {
    Manifest image = server.pushImage("a", 14);
    Client.Reply put = client.put("a", "v1", image);
    assertThat(put.status()).isEqualTo(201);
    Digest digest = image.descriptor().digest();
    assertThat(put.header("Location")).isEqualTo("/v2/a/manifests/" + digest);
    assertThat(put.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    for (String reference : List.of("v1", digest.toString())) {
      Client.Reply got = client.get("/v2/a/manifests/" + reference);
      assertThat(got.body()).isEqualTo(image.bytes());
      assertThat(got.header("Content-Type")).isEqualTo(image.descriptor().mediaType());
      Client.Reply head = client.head("/v2/a/manifests/" + reference);
      assertThat(head.header("Content-Length")).isEqualTo("" + image.bytes().size());
      assertThat(head.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    }
  }

  @Test
  void refusesManifestsThatAreWrong() {
    Manifest image = server.pushImage("a", 15);
    String type = image.descriptor().mediaType();
    Digest other = Samples.bytes(16, 1).digest();
    TestServer.assertRefused(client.put("a", other.toString(), image), 400, "DIGEST_INVALID");
    TestServer.assertRefused(client.put("a", "-bad-tag", image), 400, "MANIFEST_INVALID");
    String path = "/v2/a/manifests/v1";
    Bytes html = Bytes.utf8("<html>");
    TestServer.assertRefused(client.put(path, html, "Content-Type", type), 400, "MANIFEST_INVALID");
    TestServer.assertRefused(
        client.put(path, image.bytes(), "Content-Type", "text/plain"), 400, "MANIFEST_INVALID");
    TestServer.assertRefused(
        client.put(path, image.bytes(), "Content-Type", "application/vnd.oci.image.index.v1+json"),
        400,
        "MANIFEST_INVALID");
    TestServer.assertRefused(
        client.put(path, Samples.bytes(17, 5 << 20), "Content-Type", type), 413, "SIZE_INVALID");
    assertThat(client.get(path).status()).isEqualTo(404);
  }

  @Test
  void refusesManifestWhoseChildrenAreNotHere() {
    Manifest image = server.pushImage("a", 18);
    TestServer.assertRefused(client.put("b", "v1", image), 400, "MANIFEST_BLOB_UNKNOWN");
    assertThat(root.resolve("b")).doesNotExist();
    Manifest index = Samples.index(List.of(image.descriptor()));
    TestServer.assertRefused(client.put("a", "v1", index), 400, "MANIFEST_BLOB_UNKNOWN");
    client.put("a", image.descriptor().digest().toString(), image);
    assertThat(client.put("a", "v1", index).status()).isEqualTo(201);
  }

  @Test
  void knowsNoManifestWhereABlobIs() {
    Bytes config = Bytes.utf8("{\"config\":{},\"rootfs\":{}}");
    Digest digest = client.push("a", config);
    TestServer.assertRefused(client.get("/v2/a/manifests/" + digest), 404, "MANIFEST_UNKNOWN");
    Digest noise = client.push("a", Samples.bytes(19, 100));
    TestServer.assertRefused(client.get("/v2/a/manifests/" + noise), 404, "MANIFEST_UNKNOWN");
  }

  @Test
  void takesTheBlameForItsOwnDamagedManifest() throws IOException {
    Manifest image = server.pushImage("shop", 70);
    String path = "/v2/shop/manifests/" + image.descriptor().digest();
    LayoutStore store = LayoutStore.open(root.resolve("shop/_layout"));
    store.put(image);
    assertThat(client.get(path).status()).isEqualTo(200);
    Path blobs = root.resolve("shop/_layout/blobs/sha256");
    Files.write(blobs.resolve(image.descriptor().digest().hex()), new byte[image.bytes().size()]);
    assertThat(client.get(path).status()).isEqualTo(500);
  }

  @Test
  void listsTagsPageByPage() {
    Manifest image = server.pushImage("a", 20);
    for (int i = 0; i < 5; i++) {
      client.put("a", "v" + i, image);
    }
    assertThat(client.get("/v2/a/tags/list").text())
        .isEqualTo("{\"name\":\"a\",\"tags\":[\"v0\",\"v1\",\"v2\",\"v3\",\"v4\"]}");
    var all = new ArrayList<String>();
    String path = "/v2/a/tags/list?n=2";
    for (int page = 0; page < 3; page++) {
      Client.Reply reply = client.get(path);
      all.addAll(Json.readObject(reply.body()).array("tags").strings());
      path = reply.header("Link").replaceFirst("<(.*)>; rel=\"next\"", "$1");
    }
    assertThat(all).containsExactly("v0", "v1", "v2", "v3", "v4");
    assertThat(path).isEmpty();
    assertThat(client.get("/v2/a/tags/list?n=0").text()).contains("\"tags\":[]");
    assertThat(client.get("/v2/a/tags/list?n=x").status()).isEqualTo(400);
    TestServer.assertRefused(client.get("/v2/none/tags/list"), 404, "NAME_UNKNOWN");
  }

  @Test
  void answersReferrers() {
    Manifest image = server.pushImage("a", 21);
    client.put("a", "v1", image);
    Descriptor subject = image.descriptor();
    Bytes config = Samples.bytes(22, 10);
    client.push("a", config);
    Descriptor typed = Descriptor.of("application/vnd.example.sbom", config);
    Manifest sbom = Samples.image(typed, List.of(), Optional.of(subject));
    Client.Reply put = client.put("a", sbom.descriptor().digest().toString(), sbom);
    assertThat(put.header("OCI-Subject")).isEqualTo(subject.digest().toString());
    String path = "/v2/a/referrers/" + subject.digest();
    Client.Reply reply = client.get(path);
    assertThat(reply.header("Content-Type")).isEqualTo("application/vnd.oci.image.index.v1+json");
    Manifest.Index found =
        (Manifest.Index) Manifest.read(reply.header("Content-Type"), reply.body());
    assertThat(found.manifests())
        .singleElement()
        .satisfies(d -> assertThat(d.digest()).isEqualTo(sbom.descriptor().digest()))
        .satisfies(d -> assertThat(d.artifactType()).contains("application/vnd.example.sbom"));
    Client.Reply filtered = client.get(path + "?artifactType=text%2Fplain");
    assertThat(filtered.header("OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(filtered.text()).contains("\"manifests\":[]");
    assertThat(client.get("/v2/nowhere/referrers/" + subject.digest()).status()).isEqualTo(200);
  }
}
