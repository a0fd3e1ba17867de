package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where redirects lead, and what goes along.
@Timeout(60)
class RedirectsTest {
  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final Http http = new Http(time.settings());

  @AfterEach
  void close() {
    http.close();
    server.close();
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
  void judgesEachAddressAsTheFirstServerAndTheLastOneNameIt() throws IOException {
    var judged = new ArrayList<String>();
    var chain = new ArrayDeque<>(List.of("https://b.example.com/", "https://c.example.com/"));
    var redirects =
        new Redirects((what, from, to) -> judged.add(from.getHost() + " " + to.getHost()));
    redirects.follow(
        new Redirects.Trail(Request.get(URI.create("https://a.example.com/"))),
        request -> {
          String next = chain.poll();
          Map<String, List<String>> headers =
              next == null ? Map.of() : Map.of("Location", List.of(next));
          return new Answer(
              next == null ? 200 : 302,
              HttpHeaders.of(headers, (_, _) -> true),
              request.uri(),
              InputStream.nullInputStream());
        });
    assertThat(judged)
        .containsExactly(
            "a.example.com b.example.com",
            "a.example.com b.example.com",
            "b.example.com c.example.com",
            "a.example.com c.example.com");
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
  void blamesTheHostThatDidNotAnswerAndNamesWhoSentUsThere() {
    String gone;
    try (FaultServer other = new FaultServer()) {
      gone = other.url("/b");
    }
    server.on("GET /a", Reply.redirect(307, "/near"));
    server.on("GET /near", Reply.redirect(307, gone));
    assertThatThrownBy(() -> http.send(get("/a")))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
              assertThat(f.subject()).isEqualTo(gone);
              assertThat(f.facts()).containsEntry("redirected by", server.url("/a"));
            });
  }

  private Request get(String path) {
    return Request.get(URI.create(server.url(path)));
  }

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }
}
