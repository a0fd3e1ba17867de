package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What stops moving is ended. RetryPolicy is short here and time is real; nothing is measured:
/// without the watchdog these tests would not end.
@Timeout(60)
class StallTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final Timing timing =
      new Timing(
          time.timing().clock(), System::nanoTime, time.timing().sleep(), time.timing().random());
  private final Http http =
      new Http(
          HttpSettings.ordinary()
              .withTiming(timing)
              .withRetries(new RetryPolicy(SHORT, SHORT, SHORT, 3, Duration.ofSeconds(1))));

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  private Request get() {
    return Request.get(URI.create(server.url("/a")));
  }

  @Test
  void endsSilenceBeforeTheAnswer() {
    server.on("GET /a", Reply.silent(), Reply.of(200).text("hello"));
    assertThat(http.send(get()).bytes().text()).isEqualTo("hello");
    server.on("GET /a", Reply.silent());
    assertThatThrownBy(() -> http.send(get()))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE))
        .hasMessageContaining("nothing moved any more");
  }

  @Test
  void triesOnceMoreAfterSilence() {
    server.on("GET /a", Reply.silent());
    assertThatThrownBy(() -> http.send(get())).hasMessageContaining("attempts: 2");
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void waitsForTheAnswerToAReadNoLongerThanForTheNextByte() {
    var slow = new RetryPolicy(SHORT, Duration.ofHours(1), SHORT, 1, Duration.ofSeconds(1));
    server.on("GET /a", Reply.silent());
    try (var http = new Http(HttpSettings.ordinary().withTiming(timing).withRetries(slow))) {
      assertThatThrownBy(() -> http.send(get())).hasMessageContaining("nothing moved any more");
    }
  }

  @Test
  void endsSilenceInTheMiddleOfASmallAnswer() {
    server.on("GET /a", Reply.of(200).text("hello").stallAfter(2), Reply.of(200).text("hello"));
    assertThat(http.send(get()).bytes().text()).isEqualTo("hello");
  }

  @Test
  void endsSilenceInTheMiddleOfAStream() throws IOException {
    server.on("GET /a", Reply.of(200).body(new byte[100_000]).stallAfter(70_000));
    try (Answer answer = http.send(get().streamed())) {
      assertThatThrownBy(() -> answer.body().readAllBytes())
          .isInstanceOf(Wire.StallException.class);
    }
  }

  @Test
  void waitsForAReaderThatTakesItsTime() throws IOException {
    server.on("GET /a", Reply.of(200).body(new byte[1 << 20]));
    try (Answer answer = http.send(get().streamed())) {
      assertThat(answer.body().read()).isZero();
      waitBeyondTheLimit();
      assertThat(answer.body().readAllBytes()).hasSize((1 << 20) - 1);
    }
  }

  @Test
  void endsSilenceInTheMiddleOfAnUpload() {
    server.on("PUT /a", Reply.of(201).stallUploadAfter(1 << 20));
    assertThatThrownBy(() -> http.send(put(TestContent.zeros(64 << 20))))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE))
        .hasMessageContaining("nothing moved any more");
  }

  @Test
  void waitsForContentThatTakesItsTime() {
    server.on("PUT /a", Reply.of(201));
    var slow = new TestContent(3, StallTest::waitBeyondTheLimit);
    assertThat(http.send(put(slow)).status()).isEqualTo(201);
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    server.on("GET /a", Reply.silent());
    try (Http patient = new Http(time.settings())) {
      var started = new CountDownLatch(1);
      var ended = new CompletableFuture<Failure>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    started.countDown();
                    try {
                      patient.send(get());
                    } catch (Failure failure) {
                      ended.complete(failure);
                    }
                  });
      started.await();
      thread.interrupt();
      assertThat(ended.get().kind()).isEqualTo(Failure.Kind.CANCELED);
      assertThat(time.waits()).isEmpty();
    }
  }

  private Request put(Content content) {
    try {
      return Request.of("PUT", URI.create(server.url("/a")))
          .with(new Request.Body(content, content.size()))
          .repeat(Request.Repeat.NEVER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// By the clock that the watchdog has.
  private static void waitBeyondTheLimit() {
    long until = System.nanoTime() + 3 * SHORT.toNanos();
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
