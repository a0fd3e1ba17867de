package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir private Path folder;
  private final TestTime time = new TestTime();
  private Path caFile = Path.of("");
  private FaultServer server = new FaultServer();

  @BeforeEach
  void start() throws Exception {
    var keys = TestKeys.make(folder, "ip:127.0.0.1");
    caFile = keys.caFile();
    server.close();
    server = new FaultServer(keys.context().getServerSocketFactory(), "https");
    server.on("GET /a", Reply.of(200).text("hello"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Request get() {
    return Request.get(URI.create(server.url("/a")));
  }

  @Test
  void trustsWhatTheCaFileNames() {
    try (Http http = new Http(time.settings().withCaFile(caFile))) {
      assertThat(http.base(server.host())).isEqualTo(URI.create("https://" + server.host()));
      assertThat(http.send(get()).bytes().text()).isEqualTo("hello");
    }
  }

  @Test
  void speaksToNobodyElse() {
    try (Http http = new Http(time.settings())) {
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE))
          .hasMessageContaining("its certificate is not trusted");
      assertThat(time.waits()).isEmpty();
    }
  }

  @Test
  void refusesCertificateOfAnotherName() {
    try (Http http = new Http(time.settings().withCaFile(caFile))) {
      URI other = URI.create("https://" + server.otherName() + "/a");
      assertThatThrownBy(() -> http.send(Request.get(other)))
          .hasMessageContaining("its certificate is not trusted");
    }
  }

  @Test
  void followsRedirectFromHttpToHttps() {
    try (FaultServer plain = new FaultServer();
        Http http = new Http(time.settings().withCaFile(caFile))) {
      plain.on("GET /b", Reply.redirect(307, server.url("/a")));
      assertThat(http.send(Request.get(URI.create(plain.url("/b")))).bytes().text())
          .isEqualTo("hello");
    }
  }

  @Test
  void refusesRedirectFromHttpsToHttp() {
    try (FaultServer plain = new FaultServer();
        Http http = new Http(time.settings().withCaFile(caFile))) {
      server.on("GET /a", Reply.redirect(307, plain.url("/b")));
      assertThatThrownBy(() -> http.send(get()))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.PROTOCOL))
          .hasMessageContaining("from https to http");
      assertThat(plain.seen()).isEmpty();
    }
  }

  @Test
  void triesAgainWhenTheConnectionIsCutInTheHandshake() throws Exception {
    try (ServerSocket cutting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Http http = new Http(time.settings().withCaFile(caFile))) {
      AtomicInteger cuts = answering(cutting, "");
      URI uri = URI.create("https://127.0.0.1:" + cutting.getLocalPort() + "/a");
      assertThatThrownBy(() -> http.send(Request.get(uri)))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.facts()).containsEntry("attempts", "5"))
          .hasMessageNotContaining("Too many retries");
      assertThat(time.waits()).hasSize(4);
      assertThat(cuts).hasValueGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void asksOnceWhereTheAnswerIsNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Http http = new Http(time.settings().withCaFile(caFile))) {
      AtomicInteger connections = answering(plain, "HTTP/1.1 400 Bad Request\r\n\r\n");
      URI uri = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/a");
      assertThatThrownBy(() -> http.send(Request.get(uri)))
          .hasMessageContaining("recognized SSL message");
      assertThat(time.waits()).isEmpty();
      assertThat(connections).hasValue(1);
    }
  }

  /// Answers the first bytes of each connection with `text` and ends it; counts them.
  private static AtomicInteger answering(ServerSocket server, String text) {
    var count = new AtomicInteger();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  try (Socket connection = server.accept()) {
                    count.incrementAndGet();
                    connection.getInputStream().readNBytes(10);
                    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    connection.shutdownOutput();
                    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
                  }
                }
              } catch (IOException closed) {
                // The test is over.
              }
            });
    return count;
  }

  @Test
  void saysThatTlsFailedWhereTheServerSpeaksNone() {
    try (FaultServer plain = new FaultServer();
        Http http = new Http(time.settings().withCaFile(caFile))) {
      URI uri = URI.create("https://" + plain.host() + "/");
      assertThatThrownBy(() -> http.send(Request.get(uri))).hasMessageContaining("TLS failed");
    }
  }

  @Test
  void refusesCaFileThatIsNone() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    for (Path file : List.of(empty, folder.resolve("absent.pem"))) {
      assertThatThrownBy(() -> new Http(time.settings().withCaFile(file)).close())
          .isInstanceOf(Failure.class)
          .hasMessageContaining(file.toString());
    }
  }
}
