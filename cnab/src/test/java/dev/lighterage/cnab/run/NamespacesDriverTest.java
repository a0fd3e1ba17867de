package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real runs, as whoever runs the tests. [OrdinaryUserTest] does all of it again as another user.
class NamespacesDriverTest {
  @TempDir Path dir;
  private TinyImage image;
  private NamespacesDriver driver;

  @BeforeEach
  void makeImage() throws Exception {
    image = new TinyImage(dir);
    driver = driver(Duration.ofSeconds(30));
    assumeTrue(driver.lacks().isEmpty(), () -> driver.lacks().orElse(""));
  }

  @Test
  void keepsTheExitCode() {
    for (int code : List.of(0, 1, 7, 255)) {
      RunOutcome outcome = run(new Request(image.with("exit " + code)));
      assertThat(outcome.exitCode()).isEqualTo(code);
      assertThat(outcome.canceled()).isFalse();
    }
  }

  @Test
  void tellsWhichSignalEndedIt() {
    assertThat(run(new Request(image.with("kill -KILL $$"))).exitCode()).isEqualTo(137);
    assertThat(run(new Request(image.with("kill -TERM $$"))).exitCode()).isEqualTo(143);
  }

  @Test
  void answersAsAShellWhereThereIsNoProgram() {
    var request = new Request(image.image(List.of(image.tools()), image.toolsAlone()));
    assertThat(run(request).exitCode()).isEqualTo(127);
    assertThat(request.said).singleElement().asString().contains("/cnab/app/run");
  }

  @Test
  void keepsTheOrderOfLinesOnBothStreams() {
    var request =
        new Request(
            image.with("i=0; while [ $i -lt 500 ]; do i=$((i+1)); echo $i; echo $i >&2; done"));
    run(request);
    assertThat(request.said)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 500)
                .mapToObj(Integer::toString)
                .flatMap(i -> Stream.of(i, i))
                .toList());
  }

  @Test
  void showsLinesWhileItRuns() throws IOException {
    Path granted = granted();
    var request =
        new Request(
                image.with("echo go on; while ! [ -e /data/told ]; do sleep 0.01; done; echo on"))
            .mount(granted, "/data")
            .also(
                text -> {
                  if (text.equals("go on")) {
                    create(granted.resolve("told"));
                  }
                });
    assertThat(run(request).exitCode()).isZero();
    assertThat(request.said).containsExactly("go on", "on");
  }

  @Test
  void refusesFolderGrantedInsideAnother() throws IOException {
    Path granted = granted();
    var request =
        new Request(image.with("echo ran")).mount(granted, "/data").mount(granted, "/data/inner");
    assertThatThrownBy(() -> run(request))
        .hasMessageContaining("a granted folder inside another one");
    assertThat(request.said).isEmpty();
  }

  @Test
  void goesOnWhenNobodyListensAnyMore() {
    var request =
        new Request(image.with("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done"))
            .also(
                _ -> {
                  throw new IllegalStateException("closed");
                });
    assertThat(run(request).exitCode()).isZero();
    assertThat(request.said).hasSize(1);
  }

  @Test
  void showsNoControlCharactersAndCutsLongLines() {
    var request =
        new Request(image.with("printf 'a\\033[31mb\\tc\\r\\n\\200\\n'; printf '%s\\n' 1234567890"))
            .limits(new Limits(1 << 20, 1 << 20, 1 << 20, 8));
    run(request);
    assertThat(request.said).containsExactly("a\\u001b[31mb\t", "c", "\ufffd", "12345678", "90");
  }

  @Test
  void showsTheNextRunTheImageAsItWas() {
    var first =
        new Request(image.with("echo x >/new; rm -f /bin/ls /cnab/app/run; echo x >/bin/cat"));
    run(first);
    var second = new Request(image.with("ls / /cnab/app; cat /cnab/app/run"));
    assertThat(run(second).exitCode()).isZero();
    assertThat(second.said).doesNotContain("new").contains("run");
    run(first);
  }

  @Test
  void unpacksAnImageOnceAndServesRunsSideBySide() throws Exception {
    RunImage shared = image.with("echo x >/tmp/mine; cat /tmp/mine; exit 4");
    Callable<Integer> one = () -> run(new Request(shared)).exitCode();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = threads.invokeAll(List.of(one, one, one, one));
      for (Future<Integer> each : all) {
        assertThat(each.get()).isEqualTo(4);
      }
    }
    try (var roots = Files.list(dir.resolve("cache/images"))) {
      assertThat(roots).hasSize(1);
    }
  }

  @Test
  void refusesLayersThatTheConfigDoesNotName() {
    var twice = List.of(image.toolsAlone().getFirst(), image.toolsAlone().getFirst());
    refused(
        Failure.Kind.CORRUPT, () -> run(new Request(image.image(List.of(image.tools()), twice))));
    assertThat(dir.resolve("cache/images")).isEmptyDirectory();
  }

  @Test
  void keepsTheNetworkFromARunThatHasNotGotIt() throws Exception {
    assumeTrue(HostTools.hasBusybox(), "no busybox, whose wget this needs");
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server));
      String get = "wget -q -O - http://127.0.0.1:" + server.getLocalPort() + "/";
      var granted = new Request(image.with(get)).network();
      run(granted);
      assertThat(granted.said).containsExactly("hello");
      var kept = new Request(image.with(get));
      assertThat(run(kept).exitCode()).isNotZero();
    }
  }

  private NamespacesDriver driver(Duration grace) {
    return new NamespacesDriver(new DriverSettings(dir.resolve("cache"), _ -> {}, grace));
  }

  private RunOutcome run(Request request) {
    return driver.run(request.build());
  }

  private static void refused(Failure.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static void answer(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read();
      socket
          .getOutputStream()
          .write("HTTP/1.0 200 OK\r\n\r\nhello".getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private Path granted() throws IOException {
    Path granted = Files.createDirectories(dir.resolve("granted"));
    Files.setPosixFilePermissions(granted, PosixFilePermissions.fromString("rwxrwxrwx"));
    return granted;
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
