package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What goes up.
@Timeout(60)
class SentBodyTest {
  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final Http http = new Http(time.settings());

  @AfterEach
  void close() {
    http.close();
    server.close();
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

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }
}
