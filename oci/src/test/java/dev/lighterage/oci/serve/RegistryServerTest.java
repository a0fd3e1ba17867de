package dev.lighterage.oci.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerTest {
  private static final Bytes NOTHING = Bytes.empty();

  @TempDir private Path root;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private RegistryServer server;
  private Client client;

  @BeforeEach
  void start() {
    ServeSettings loopback = ServeSettings.loopback();
    server =
        RegistryServer.start(
            root,
            new ServeSettings(
                loopback.address(), now::get, loopback.random(), a -> asked.add(a.toString())));
    client = new Client(server);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static String upload(Client.Reply reply) {
    return reply.header("Location");
  }

  private Manifest pushImage(String repository, long seed) {
    Bytes config = Samples.bytes(seed, 100);
    Bytes layer = Samples.bytes(seed + 1, 1_000);
    client.push(repository, config);
    client.push(repository, layer);
    return Samples.image(Samples.blob(config), List.of(Samples.blob(layer)));
  }

  @Test
  void answersPing() {
    Client.Reply reply = client.get("/v2/");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Docker-Distribution-API-Version")).isEqualTo("registry/2.0");
  }

  @Test
  void takesBlobInOnePost() {
    Bytes bytes = Samples.bytes(1, 10_000);
    Client.Reply reply =
        client.send("POST", "/v2/a/b/blobs/uploads/?digest=" + bytes.digest(), bytes);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v2/a/b/blobs/" + bytes.digest());
    assertThat(client.get(reply.header("Location")).body()).isEqualTo(bytes);
  }

  @Test
  void takesBlobInPostAndPut() {
    for (Bytes bytes : List.of(Samples.bytes(2, 300_000), NOTHING)) {
      Client.Reply begun = client.post("/v2/a/blobs/uploads/");
      assertThat(begun.status()).isEqualTo(202);
      Client.Reply done = client.put(upload(begun) + "?digest=" + bytes.digest(), bytes);
      assertThat(done.status()).isEqualTo(201);
      Client.Reply head = client.head("/v2/a/blobs/" + bytes.digest());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo("" + bytes.size());
      assertThat(head.header("Docker-Content-Digest")).isEqualTo(bytes.digest().toString());
      assertThat(client.get("/v2/a/blobs/" + bytes.digest()).body()).isEqualTo(bytes);
    }
  }

  @Test
  void takesBlobInPiecesAndTellsHowFarItIs() {
    byte[] all = Samples.bytes(3, 1_000).toArray();
    Client.Reply begun = client.post("/v2/a/blobs/uploads/");
    String location = upload(begun);
    assertThat(begun.header("Range")).isEqualTo("0-0");
    Bytes first = Bytes.of(Arrays.copyOf(all, 600));
    Client.Reply patched = client.send("PATCH", location, first, "Content-Range", "0-599");
    assertThat(patched.status()).isEqualTo(202);
    assertThat(patched.header("Range")).isEqualTo("0-599");
    assertThat(client.get(location).status()).isEqualTo(204);
    assertThat(client.get(location).header("Range")).isEqualTo("0-599");
    Bytes rest = Bytes.of(Arrays.copyOfRange(all, 600, 1_000));
    Client.Reply done =
        client.put(
            location + "?digest=" + Bytes.of(all).digest(), rest, "Content-Range", "600-999");
    assertThat(done.status()).isEqualTo(201);
    assertThat(client.get("/v2/a/blobs/" + Bytes.of(all).digest()).body()).isEqualTo(Bytes.of(all));
  }

  @Test
  void refusesPieceOutOfOrderAndSaysWhereItIs() {
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    client.send("PATCH", location, Samples.bytes(4, 100));
    for (String range : List.of("0-99", "101-200", "nonsense")) {
      Client.Reply reply =
          client.send("PATCH", location, Samples.bytes(5, 100), "Content-Range", range);
      assertThat(reply.status()).isEqualTo(416);
      assertThat(reply.header("Range")).isEqualTo("0-99");
      assertThat(reply.header("Location")).isEqualTo(location);
    }
    assertThat(client.get(location).header("Range")).isEqualTo("0-99");
  }

  @Test
  void refusesBlobThatIsNotWhatItsDigestSays() {
    Digest other = Samples.bytes(6, 10).digest();
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    Client.Reply reply = client.put(location + "?digest=" + other, Samples.bytes(7, 10));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("DIGEST_INVALID");
    assertThat(client.head("/v2/a/blobs/" + other).status()).isEqualTo(404);
    assertThat(client.get(location).status()).isEqualTo(404);
    assertThat(client.put(location + "?digest=md5:abc", NOTHING).status()).isEqualTo(404);
    assertThat(client.send("POST", "/v2/a/blobs/uploads/?digest=md5:abc", NOTHING).text())
        .contains("DIGEST_INVALID");
  }

  @Test
  void takesBlobBySha512() {
    Bytes bytes = Samples.bytes(8, 1_000);
    Digest digest = bytes.digest(Digest.Algorithm.SHA512);
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    assertThat(client.put(location + "?digest=" + digest, bytes).status()).isEqualTo(201);
    assertThat(client.get("/v2/a/blobs/" + digest).body()).isEqualTo(bytes);
  }

  @Test
  void goesOnAfterCutUpload() throws IOException {
    byte[] all = Samples.bytes(9, 100_000).toArray();
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    try (var socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      String head =
          "PATCH "
              + location
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + all.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(all, 0, 40_000);
    }
    // The answer comes when the server has seen the connection end, or the bytes so far.
    String range = client.get(location).header("Range");
    int offset = Integer.parseInt(range.substring(2)) + (range.equals("0-0") ? 0 : 1);
    Bytes rest = Bytes.of(Arrays.copyOfRange(all, offset, all.length));
    Client.Reply done =
        client.put(
            location + "?digest=" + Bytes.of(all).digest(),
            rest,
            "Content-Range",
            offset + "-" + (all.length - 1));
    assertThat(done.status()).isEqualTo(201);
  }

  @Test
  void cancelsUpload() throws IOException {
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    client.send("PATCH", location, Samples.bytes(10, 1_000));
    assertThat(client.send("DELETE", location, NOTHING).status()).isEqualTo(204);
    assertThat(client.get(location).status()).isEqualTo(404);
    assertThat(client.send("DELETE", location, NOTHING).text()).contains("BLOB_UPLOAD_UNKNOWN");
    try (var left = Files.list(root.resolve("a/_layout/.lighter/tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void knowsUploadInItsOwnRepositoryOnly() {
    String location = upload(client.post("/v2/a/blobs/uploads/"));
    assertThat(client.get(location.replace("/a/", "/b/")).status()).isEqualTo(404);
  }

  @Test
  void endsUploadsThatNobodyUses() {
    String old = upload(client.post("/v2/a/blobs/uploads/"));
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(59)));
    client.post("/v2/a/blobs/uploads/");
    assertThat(client.get(old).status()).isEqualTo(204);
    now.set(Instant.EPOCH.plus(Duration.ofHours(3)));
    client.post("/v2/a/blobs/uploads/");
    assertThat(client.get(old).status()).isEqualTo(404);
  }

  @Test
  void refusesMoreUploadsAtOnceThanItsLimit() {
    for (int i = 0; i < Sessions.MAX_OPEN; i++) {
      assertThat(client.post("/v2/a/blobs/uploads/").status()).isEqualTo(202);
    }
    Client.Reply reply = client.post("/v2/a/blobs/uploads/");
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.text()).contains("TOOMANYREQUESTS");
  }

  @Test
  void mountsByHardLink() throws IOException {
    Digest digest = client.push("from/here", Samples.bytes(11, 1_000));
    Client.Reply reply =
        client.post("/v2/to/there/blobs/uploads/?mount=" + digest + "&from=from/here");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v2/to/there/blobs/" + digest);
    String blob = "_layout/blobs/sha256/" + digest.hex();
    assertThat(Files.getAttribute(root.resolve("to/there").resolve(blob), "unix:ino"))
        .isEqualTo(Files.getAttribute(root.resolve("from/here").resolve(blob), "unix:ino"));
    assertThat(client.get("/v2/to/there/blobs/" + digest).body())
        .isEqualTo(Samples.bytes(11, 1_000));
  }

  @Test
  void opensUploadWhereItCannotMount() {
    Digest absent = Samples.bytes(12, 1).digest();
    for (String from : List.of("&from=nowhere", "")) {
      Client.Reply reply = client.post("/v2/a/blobs/uploads/?mount=" + absent + from);
      assertThat(reply.status()).isEqualTo(202);
      assertThat(client.get(upload(reply)).status()).isEqualTo(204);
    }
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

  private void assertRange(String path, String range, int size, String expected) {
    Client.Reply reply = client.get(path, "Range", range);
    assertThat(reply.status()).isEqualTo(206);
    assertThat(reply.body().size()).isEqualTo(size);
    assertThat(reply.header("Content-Range")).isEqualTo(expected);
  }

  @Test
  void keepsManifestToTheByte() {
    Manifest image = pushImage("a", 14);
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
    Manifest image = pushImage("a", 15);
    String type = image.descriptor().mediaType();
    Digest other = Samples.bytes(16, 1).digest();
    assertRefused(client.put("a", other.toString(), image), 400, "DIGEST_INVALID");
    assertRefused(client.put("a", "-bad-tag", image), 400, "MANIFEST_INVALID");
    String path = "/v2/a/manifests/v1";
    Bytes html = Bytes.utf8("<html>");
    assertRefused(client.put(path, html, "Content-Type", type), 400, "MANIFEST_INVALID");
    assertRefused(
        client.put(path, image.bytes(), "Content-Type", "text/plain"), 400, "MANIFEST_INVALID");
    assertRefused(
        client.put(path, image.bytes(), "Content-Type", "application/vnd.oci.image.index.v1+json"),
        400,
        "MANIFEST_INVALID");
    assertRefused(
        client.put(path, Samples.bytes(17, 5 << 20), "Content-Type", type), 413, "SIZE_INVALID");
    assertThat(client.get(path).status()).isEqualTo(404);
  }

  private static void assertRefused(Client.Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(Json.readObject(reply.body()).array("errors").objects(e -> e.string("code")))
        .containsExactly(code);
  }

  @Test
  void refusesManifestWhoseChildrenAreNotHere() {
    Manifest image = pushImage("a", 18);
    assertRefused(client.put("b", "v1", image), 400, "MANIFEST_BLOB_UNKNOWN");
    assertThat(root.resolve("b")).doesNotExist();
    Manifest index = Samples.index(List.of(image.descriptor()));
    assertRefused(client.put("a", "v1", index), 400, "MANIFEST_BLOB_UNKNOWN");
    client.put("a", image.descriptor().digest().toString(), image);
    assertThat(client.put("a", "v1", index).status()).isEqualTo(201);
  }

  @Test
  void knowsNoManifestWhereABlobIs() {
    Bytes config = Bytes.utf8("{\"config\":{},\"rootfs\":{}}");
    Digest digest = client.push("a", config);
    assertRefused(client.get("/v2/a/manifests/" + digest), 404, "MANIFEST_UNKNOWN");
    Digest noise = client.push("a", Samples.bytes(19, 100));
    assertRefused(client.get("/v2/a/manifests/" + noise), 404, "MANIFEST_UNKNOWN");
  }

  @Test
  void takesTheBlameForItsOwnDamagedManifest() throws IOException {
    Manifest image = pushImage("shop", 70);
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
    Manifest image = pushImage("a", 20);
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
    assertRefused(client.get("/v2/none/tags/list"), 404, "NAME_UNKNOWN");
  }

  @Test
  void answersReferrers() {
    Manifest image = pushImage("a", 21);
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
    assertRefused(client.send("DELETE", "/v2/a/blobs/" + digest, NOTHING), 405, "UNSUPPORTED");
    assertRefused(client.send("DELETE", "/v2/a/manifests/v1", NOTHING), 405, "UNSUPPORTED");
    assertRefused(client.get("/v2/a/nonsense"), 404, "UNSUPPORTED");
  }

  @Test
  void countsExactly() {
    Bytes bytes = Samples.bytes(26, 12_345);
    Digest digest = client.push("shop", bytes);
    client.get("/v2/shop/blobs/" + digest);
    client.head("/v2/shop/blobs/" + digest);
    client.get("/v2/");
    Counters counters = server.counters();
    assertThat(counters.of("shop")).isEqualTo(new Counters.Count(3, 12_345, 12_345));
    assertThat(counters.of("other")).isEqualTo(new Counters.Count(0, 0, 0));
    assertThat(counters.total()).isEqualTo(new Counters.Count(4, 12_345, 12_347));
    assertThat(Json.readObject(client.get("/-/counters").body())).isEqualTo(counters.toJson());
    assertThat(server.counters()).isEqualTo(counters);
  }

  @Test
  void tellsItsObserverEachRequest() {
    client.get("/v2/a/tags/list?n=1");
    client.head("/v2/a/manifests/v1");
    client.get("/-/counters");
    assertThat(asked).containsExactly("GET /v2/a/tags/list?n=1", "HEAD /v2/a/manifests/v1");
  }

  @Test
  void servesTheSameAfterRestart() {
    Manifest image = pushImage("shop/web", 27);
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
    assertThatThrownBy(() -> RegistryServer.start(root, ServeSettings.at(server.address())))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.BUSY));
  }
}
