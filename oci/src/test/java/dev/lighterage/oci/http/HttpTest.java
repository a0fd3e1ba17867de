package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One request and its answer.
@Timeout(60)
class HttpTest {
  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final Http http = new Http(time.settings());

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  @Test
  void readsAnswerIntoMemory() {
    server.on("GET /a", Reply.of(200).header("Content-Type", "Text/Plain; x=y").text("hello"));
    Answer answer = http.send(get("/a"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.mediaType()).contains("text/plain");
    assertThat(answer.bytes().text()).isEqualTo("hello");
  }

  @Test
  void countsRequestsAndBodiesExactly() {
    server
        .on("GET /a", Reply.of(200).text("hello"))
        .on("GET /moved", Reply.redirect(307, "/a").text("gone"))
        .on("PUT /b", Reply.of(201));
    http.send(get("/a"));
    http.send(get("/moved"));
    http.send(
        Request.of("PUT", URI.create(server.url("/b")))
            .with(Request.Body.of(Bytes.utf8("1234567"))));
    assertThat(http.traffic().snapshot()).isEqualTo(new Traffic.Snapshot(4, 7, 14));
    assertThat(server.seen()).hasSize(4);
    assertThat(server.last().length()).isEqualTo(7);
  }

  @Test
  void refusesAnswerOverTheLimit() {
    server.on("GET /declared", Reply.of(200).body(new byte[101]));
    server.on("GET /undeclared", Reply.of(200).body(new byte[101]).undeclared());
    assertKind(Failure.Kind.TOO_LARGE, () -> http.send(get("/declared").limit(100)));
    assertKind(Failure.Kind.TOO_LARGE, () -> http.send(get("/undeclared").limit(100)));
  }

  @Test
  void refusesEndlessAnswer() {
    server.on("GET /a", Reply.of(200).body(new byte[5000]).endless());
    assertKind(Failure.Kind.TOO_LARGE, () -> http.send(get("/a")));
  }

  @Test
  void cutsEndlessErrorShort() {
    server.on("GET /a", Reply.of(500).body(new byte[5000]).endless());
    Answer answer = http.send(get("/a"));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.bytes().size()).isEqualTo(Request.SMALL);
  }

  @Test
  void refusesAnswerThatIsCompressedUnasked() {
    server.on("GET /a", Reply.of(200).header("Content-Encoding", "gzip").text("x"));
    assertKind(Failure.Kind.PROTOCOL, () -> http.send(get("/a")));
    assertThat(server.last().headers()).containsEntry("Accept-Encoding", "identity");
  }

  @Test
  void refusesPlainHttpToOtherHosts() {
    assertKind(
        Failure.Kind.PROTOCOL,
        () -> http.send(Request.get(URI.create("http://registry.example.com/v2/"))));
    assertThat(http.traffic().snapshot().requests()).isZero();
  }

  @Test
  void speaksPlainHttpOnLoopbackAndWhereNamed() {
    try (var named =
        new Http(time.settings().withPlainHosts(Set.of("a.example", "b.example:5000")))) {
      assertThat(named.base("a.example:80")).isEqualTo(URI.create("http://a.example:80"));
      assertThat(named.base("b.example:5000").getScheme()).isEqualTo("http");
      assertThat(named.base("b.example").getScheme()).isEqualTo("https");
      for (String near : List.of("localhost:5000", "127.0.0.1", "127.9.9.9:1", "[::1]:5000")) {
        assertThat(named.base(near).getScheme()).as(near).isEqualTo("http");
      }
      for (String far : List.of("localhost.example:5000", "128.0.0.1", "127.0.0.1.example")) {
        assertThat(named.base(far).getScheme()).as(far).isEqualTo("https");
      }
    }
  }

  @Test
  void saysWhyAHostCannotBeReached() throws IOException {
    String gone;
    try (FaultServer closed = new FaultServer()) {
      gone = closed.url("/v2/");
    }
    assertThatThrownBy(() -> http.send(Request.get(URI.create(gone))))
        .hasMessageContaining("no answer from: " + gone)
        .hasMessageContaining("the connection was refused");
    assertThatThrownBy(() -> http.send(Request.get(URI.create("https://nowhere.invalid/v2/"))))
        .hasMessageContaining("the host's name is not known");
  }

  @Test
  void tracesWithoutSecrets() {
    var lines = new ArrayList<String>();
    try (var traced = new Http(time.settings().withTrace(lines::add))) {
      server.on(
          "GET /a?X-Amz-Signature=topsecret&digest=sha256:1",
          Reply.redirect(307, "/b?sig=topsecret&n=3").header("Set-Cookie", "topsecret"));
      server.on(
          "GET /b?sig=topsecret&n=3", Reply.of(200).header("X-Odd", "a\tb").text("topsecret"));
      traced.send(
          get("/a?X-Amz-Signature=topsecret&digest=sha256:1")
              .with("Authorization", "Bearer topsecret"));
    }
    String all = String.join("\n", lines);
    assertThat(all)
        .doesNotContain("topsecret")
        .contains("> GET http://" + server.host() + "/a?X-Amz-Signature=***&digest=sha256:1")
        .contains("> Authorization: Bearer ***")
        .contains("< 307 ")
        .contains("location: /b?sig=***&n=3");
  }

  @Test
  void streamsGoodAnswersAndReadsTheOthers() throws IOException {
    server.on("GET /a", Reply.of(206).body(new byte[3 << 20])).on("GET /b", Reply.of(404));
    try (Answer answer = http.send(get("/a").streamed())) {
      assertThat(answer.body().readAllBytes()).hasSize(3 << 20);
    }
    server.on("GET /b", Reply.of(404).text("no"));
    assertThat(http.send(get("/b").streamed()).bytes().text()).isEqualTo("no");
  }

  @Test
  void usesOneConnectionForManyRequests() {
    server.on("GET /a", Reply.of(200).text("hello")).on("GET /gone", Reply.of(404).text("no"));
    for (int i = 0; i < 5; i++) {
      http.send(get("/a"));
      http.send(get("/gone"));
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void saysWhenWhatAnswersIsNotHttp() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!socket.isClosed()) {
                  try (var connection = socket.accept()) {
                    connection
                        .getOutputStream()
                        .write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      URI uri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      assertThatThrownBy(() -> http.send(Request.get(uri)))
          .hasMessageContaining("it does not speak HTTP");
    }
  }

  private Request get(String path) {
    return Request.get(URI.create(server.url(path)));
  }

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }
}
