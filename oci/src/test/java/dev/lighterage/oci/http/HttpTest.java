package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

  private Request get(String path) {
    return Request.get(URI.create(server.url(path)));
  }

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
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
  void triesReadAgainAfterEveryFaultOfTheConnection() {
    server.on(
        "GET /a",
        Reply.nothing(),
        Reply.of(200).text("hello").cutAfter(2),
        Reply.of(200).text("hel").declares(5).cutAfter(3),
        Reply.of(200).text("hello"));
    assertThat(http.send(get("/a")).bytes().text()).isEqualTo("hello");
    assertThat(time.waits()).hasSize(3);
    assertThat(time.waits().get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(time.waits().get(2)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void givesUpAfterAsManyAttemptsAsAllowed() {
    server.on("GET /a", Reply.nothing());
    assertThatThrownBy(() -> http.send(get("/a")))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
              assertThat(f.facts()).containsEntry("attempts", "5").containsKey("why");
            });
    assertThat(server.seen().size()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void triesPostOnlyOnce() {
    server.on("POST /a", Reply.nothing());
    assertKind(
        Failure.Kind.UNREACHABLE,
        () -> http.send(Request.of("POST", URI.create(server.url("/a")))));
    assertThat(server.lines()).containsExactly("POST /a");
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void keepsToRetryAfterInSeconds() {
    server.on("POST /a", Reply.of(429).header("Retry-After", "7"), Reply.of(202));
    assertThat(http.send(Request.of("POST", URI.create(server.url("/a")))).status()).isEqualTo(202);
    assertThat(time.waits()).hasSize(1);
    assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7700));
  }

  @Test
  void keepsToRetryAfterAsDate() {
    server.on(
        "GET /a",
        Reply.of(503).header("Retry-After", "Sun, 01 Nov 2026 00:00:20 GMT"),
        Reply.of(200));
    assertThat(http.send(get("/a")).status()).isEqualTo(200);
    assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
  }

  @Test
  void waitsNoLongerThanAllowedWhateverIsAsked() {
    server.on("GET /a", Reply.of(503).header("Retry-After", "999999999"), Reply.of(200));
    assertThat(http.send(get("/a")).status()).isEqualTo(200);
    assertThat(time.waits()).containsExactly(RetryPolicy.ORDINARY.longestWait());
  }

  @Test
  void givesBackTheBusyAnswerInTheEnd() {
    server.on("GET /a", Reply.of(429).header("Retry-After", "nonsense"));
    assertThat(http.send(get("/a")).status()).isEqualTo(429);
    assertThat(server.seen()).hasSize(5);
  }

  @Test
  void sendsNoCredentialToAnotherHost() {
    try (FaultServer other = new FaultServer()) {
      other.on("GET /b", Reply.of(200).text("b"));
      server.on("GET /a", Reply.redirect(307, other.url("/b")));
      server.on("GET /name", Reply.redirect(302, "http://" + server.otherName() + "/c"));
      server.on("GET /c", Reply.of(200));
      server.on("GET /same", Reply.redirect(301, "c"));
      http.send(get("/a").with("Authorization", "Bearer secret"));
      assertThat(other.last().headers()).doesNotContainKey("Authorization");
      http.send(get("/name").with("authorization", "Bearer secret"));
      assertThat(server.last().headers()).doesNotContainKey("Authorization");
      http.send(get("/same").with("Authorization", "Bearer secret"));
      assertThat(server.last().headers()).containsEntry("Authorization", "Bearer secret");
    }
  }

  @Test
  void sendsNoCredentialBackAfterAnotherHost() {
    try (FaultServer other = new FaultServer()) {
      other.on("GET /b", Reply.redirect(302, server.url("/c")));
      server.on("GET /a", Reply.redirect(302, other.url("/b"))).on("GET /c", Reply.of(200));
      http.send(get("/a").with("Authorization", "Bearer secret"));
      assertThat(server.last().line()).isEqualTo("GET /c");
      assertThat(server.last().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void followsFiveRedirectsAndNoMore() {
    for (int i = 0; i < 10; i++) {
      server.on("GET /" + i, Reply.redirect(302, "/" + (i + 1)));
    }
    assertKind(Failure.Kind.PROTOCOL, () -> http.send(get("/0")));
    assertThat(server.seen()).hasSize(6);
    server.on("GET /5", Reply.of(200));
    assertThat(http.send(get("/0")).status()).isEqualTo(200);
  }

  @Test
  void refusesRedirectToWhatIsNoAddress() {
    for (String location :
        List.of("file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "http:// /")) {
      server.on("GET /a", Reply.redirect(302, location));
      assertKind(Failure.Kind.PROTOCOL, () -> http.send(get("/a")));
    }
  }

  @Test
  void refusesRedirectToMetadataService() {
    server.on("GET /a", Reply.redirect(307, "http://169.254.169.254/latest/meta-data"));
    assertKind(Failure.Kind.PROTOCOL, () -> http.send(get("/a")));
  }

  @Test
  void doesNotTurnUploadIntoRead() {
    server.on("PUT /a", Reply.redirect(302, "/b"));
    var put =
        Request.of("PUT", URI.create(server.url("/a"))).with(Request.Body.of(Bytes.utf8("x")));
    assertThat(http.send(put).status()).isEqualTo(302);
    server.on("PUT /a", Reply.redirect(307, "/b")).on("PUT /b", Reply.of(201));
    assertThat(http.send(put).status()).isEqualTo(201);
    assertThat(server.last().text()).isEqualTo("x");
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
  void sendsContentThatFailsOnlyOnceAndSaysWhoseFaultItWas() {
    Content broken =
        new Content() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open(long offset) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    assertThatThrownBy(
            () ->
                http.send(
                    Request.of("PUT", URI.create(server.url("/a")))
                        .with(new Request.Body(broken, 10))))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.STORAGE))
        .hasMessageContaining("disk on fire");
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void refusesToSendContentOfAnotherLength() {
    server.on("PUT /a", Reply.of(201));
    for (int size : List.of(5, 7)) {
      Content content = Content.of(Bytes.utf8("123456"));
      assertKind(
          Failure.Kind.CORRUPT,
          () ->
              http.send(
                  Request.of("PUT", URI.create(server.url("/a")))
                      .with(new Request.Body(content, size))));
    }
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
  void readsUploadAsItIsSent() {
    server.on("PUT /a", Reply.of(201));
    byte[] text = "some text".getBytes(StandardCharsets.UTF_8);
    Content content =
        new Content() {
          @Override
          public long size() {
            return text.length;
          }

          @Override
          public InputStream open(long offset) {
            return new ByteArrayInputStream(text, (int) offset, text.length);
          }
        };
    http.send(
        Request.of("PUT", URI.create(server.url("/a")))
            .with(new Request.Body(content, text.length)));
    assertThat(server.last().text()).isEqualTo("some text");
  }

  @Test
  void hearsAnAnswerThatComesBeforeAllIsSent() {
    for (int status : new int[] {401, 413, 503}) {
      server.on("PUT /a", Reply.json(status, "{\"why\":1}").earlyAfter(1 << 20));
      var put =
          Request.of("PUT", URI.create(server.url("/a")))
              .with(new Request.Body(TestContent.zeros(64 << 20), 64 << 20))
              .repeat(Request.Repeat.NEVER);
      Answer answer = http.send(put);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.bytes().text()).isEqualTo("{\"why\":1}");
    }
  }

  @Test
  void takesNoPostedSecretToAnotherHost() {
    try (FaultServer other = new FaultServer()) {
      server.on("POST /token", Reply.redirect(307, other.url("/token")));
      assertKind(
          Failure.Kind.PROTOCOL,
          () ->
              http.send(
                  Request.of("POST", URI.create(server.url("/token")))
                      .with(Request.Body.of(Bytes.utf8("refresh_token=s3cret")))));
      assertThat(other.seen()).isEmpty();
    }
  }

  @Test
  void followsNoRedirectToPlainHttpElsewhere() {
    server.on("GET /a", Reply.redirect(307, "http://storage.invalid/b"));
    assertThatThrownBy(() -> http.send(get("/a")))
        .hasMessageContaining("plain HTTP is not allowed: http://storage.invalid")
        .hasMessageContaining("named by: " + Origin.of(URI.create(server.url("/a"))));
    assertThat(server.seen()).hasSize(1);
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
}
