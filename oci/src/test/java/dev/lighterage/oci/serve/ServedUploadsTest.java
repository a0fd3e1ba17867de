package dev.lighterage.oci.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How blobs come into a registry.
class ServedUploadsTest {
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
      Client.Reply done = client.put(TestServer.upload(begun) + "?digest=" + bytes.digest(), bytes);
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
    String location = TestServer.upload(begun);
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
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
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
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
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
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
    assertThat(client.put(location + "?digest=" + digest, bytes).status()).isEqualTo(201);
    assertThat(client.get("/v2/a/blobs/" + digest).body()).isEqualTo(bytes);
  }

  @Test
  void goesOnAfterCutUpload() throws IOException {
    byte[] all = Samples.bytes(9, 100_000).toArray();
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
    try (var socket =
        new Socket(server.server.address().getAddress(), server.server.address().getPort())) {
      String head =
          "PATCH "
              + location
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
              + all.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(all, 0, 40_000);
      socket.shutdownOutput();
      // Ends when the server has seen that no more comes, and is done with the request.
      socket.getInputStream().readAllBytes();
    }
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
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
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
    String location = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
    assertThat(client.get(location.replace("/a/", "/b/")).status()).isEqualTo(404);
  }

  @Test
  void endsUploadsThatNobodyUses() {
    String old = TestServer.upload(client.post("/v2/a/blobs/uploads/"));
    server.now.set(Instant.EPOCH.plus(Duration.ofMinutes(59)));
    client.post("/v2/a/blobs/uploads/");
    assertThat(client.get(old).status()).isEqualTo(204);
    server.now.set(Instant.EPOCH.plus(Duration.ofHours(3)));
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
      assertThat(client.get(TestServer.upload(reply)).status()).isEqualTo(204);
    }
  }
}
