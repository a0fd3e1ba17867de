package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is tried again, how often, and after what time.
@Timeout(60)
class RetryTest {
  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final Http http = new Http(time.settings());

  @AfterEach
  void close() {
    http.close();
    server.close();
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
  void triesTwiceWhereTheConnectionIsRefused() {
    String gone;
    try (FaultServer closed = new FaultServer()) {
      gone = closed.url("/a");
    }
    assertThatThrownBy(() -> http.send(Request.get(URI.create(gone))))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.facts()).containsEntry("attempts", "2"));
    assertThat(time.waits()).hasSize(1);
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

  private Request get(String path) {
    return Request.get(URI.create(server.url(path)));
  }

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }
}
