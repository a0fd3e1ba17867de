package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
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

  private NamespacesDriver driver(Duration grace) {
    return new NamespacesDriver(new DriverSettings(dir.resolve("cache"), System.err, grace));
  }

  private RunOutcome run(Request request) {
    return driver.run(request.build());
  }

  private static void refused(Failure.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(kind));
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
  void givesVariablesAsTheyAreAndNoOthers() {
    String odd = "a\\nb\\\\\n$(touch /tmp/x) 'q' \"r\" ü\n\n";
    var request =
        new Request(image.with("printf %s \"$ODD\" >/cnab/app/outputs/odd; env | cat"))
            .variable("ODD", odd)
            .variable("EMPTY", "")
            .secret("HIDDEN", "s3cret-value")
            .output("odd", "/cnab/app/outputs/odd");
    RunOutcome outcome = run(request);
    assertThat(outcome.outputs().get("odd")).isEqualTo(Bytes.utf8(odd));
    assertThat(request.said)
        .contains("EMPTY=", "HIDDEN=***", "HOME=/tmp", "OF_IMAGE=a b", "PATH=/bin")
        .noneMatch(line -> line.startsWith("LD_X="))
        .filteredOn(line -> line.matches("[A-Za-z_]+=.*"))
        .extracting(line -> line.substring(0, line.indexOf('=')))
        .isSubsetOf(
            "EMPTY", "HIDDEN", "HOME", "ODD", "OF_IMAGE", "PATH", "PWD", "OLDPWD", "SHLVL", "_");
  }

  @Test
  void refusesVariablesThatAlterHowItStarts() {
    for (String name : List.of("LD_PRELOAD", "GCONV_PATH", "1A", "a.b", "__line", "")) {
      refused(Failure.Kind.INVALID, () -> run(new Request(image.with("")).variable(name, "/evil")));
    }
    refused(Failure.Kind.INVALID, () -> run(new Request(image.with("")).variable("A", "b\0c")));
  }

  @Test
  void givesFilesAndTakesThemAway() throws IOException {
    var request =
        new Request(
                image.with(
                    "cat /a/b/param /cnab/app/credentials/key; stat -c %a"
                        + " /cnab/app/credentials/key; : >/cnab/app/credentials/key"))
            .file("/a/b/param", "value\n")
            .file("/a/b/empty", "")
            .secretFile("/cnab/app/credentials/key", "k1\n");
    assertThat(run(request).exitCode()).isZero();
    assertThat(request.said).containsExactly("value", "k1", "600");
    var again = new Request(image.with("ls /a /cnab/app"));
    run(again);
    assertThat(again.said).doesNotContain("b", "credentials");
    try (var left = Files.walk(dir.resolve("cache"))) {
      assertThat(left.map(p -> p.getFileName().toString())).doesNotContain("param", "key");
    }
  }

  @Test
  void refusesFilesThatTheImageHas() {
    TarEntry file = TarEntry.file("given", false, Content.of(Bytes.utf8("of the image")));
    TarEntry link = TarEntry.link("way", "tmp");
    refused(Failure.Kind.INVALID, () -> run(new Request(image.with("", file)).file("/given", "")));
    refused(Failure.Kind.INVALID, () -> run(new Request(image.with("", link)).file("/way/f", "")));
    refused(
        Failure.Kind.INVALID, () -> run(new Request(image.with("", file)).file("/given/f", "")));
  }

  @Test
  void neverWritesThroughALinkOfTheImage() throws IOException {
    Path outside = Files.createDirectories(dir.resolve("outside"));
    TarEntry link = TarEntry.link("way", outside.toString());
    refused(Failure.Kind.INVALID, () -> run(new Request(image.with("", link)).file("/way/f", "x")));
    refused(
        Failure.Kind.INVALID,
        () -> run(new Request(image.with("", link)).mount(granted(), "/way/data")));
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void replacesTheDefinitionThatAnImageBrings() {
    var request =
        new Request(
                image.with(
                    "cat /cnab/bundle.json",
                    TarEntry.file("cnab/bundle.json", false, Content.of(Bytes.utf8("old")))))
            .file("/cnab/bundle.json", "new");
    run(request);
    assertThat(request.said).containsExactly("new");
  }

  @Test
  void takesTheOutputsThatAreWanted() {
    String script =
        """
        cd /cnab/app/outputs
        printf text >text; mkdir -p a/b; printf '\\000\\377' >a/b/binary; printf x >undeclared
        printf '{}' >dev.lighterage.steps.json
        exit 3
        """;
    RunOutcome outcome =
        run(
            new Request(image.with(script))
                .output("text", "/cnab/app/outputs/text")
                .output("binary", "/cnab/app/outputs/a/b/binary")
                .output("missing", "/cnab/app/outputs/missing"));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.outputs()).containsOnlyKeys("text", "binary");
    assertThat(outcome.outputs().get("binary")).isEqualTo(Bytes.of(new byte[] {0, (byte) 0xff}));
    assertThat(outcome.steps()).contains(Bytes.utf8("{}"));
    assertThat(outcome.refused()).isEmpty();
  }

  @Test
  void tellsTheStepReportWhileItRuns() throws IOException {
    String script =
        """
        cd /cnab/app/outputs
        printf 1 >dev.lighterage.steps.json; echo '>>> a x.y'
        while ! [ -e /data/told ]; do sleep 0.01; done
        rm dev.lighterage.steps.json; mkfifo dev.lighterage.steps.json; echo '<<< a done'
        """;
    Path granted = granted();
    var request =
        new Request(image.with(script))
            .mount(granted, "/data")
            .onReport(report -> create(granted.resolve("told")));
    RunOutcome outcome = run(request);
    assertThat(outcome.exitCode()).isZero();
    assertThat(request.reports).containsExactly(Bytes.utf8("1"));
    assertThat(outcome.steps()).isEmpty();
  }

  @Test
  void refusesOutputsThatAreNoFiles() {
    String script =
        """
        cd /cnab/app/outputs
        ln -s /etc/passwd link; ln -s /etc way; mkdir folder; mkfifo fifo
        """;
    RunOutcome outcome =
        run(
            new Request(image.with(script))
                .output("link", "/cnab/app/outputs/link")
                .output("way", "/cnab/app/outputs/way/passwd")
                .output("folder", "/cnab/app/outputs/folder")
                .output("fifo", "/cnab/app/outputs/fifo"));
    assertThat(outcome.outputs()).isEmpty();
    assertThat(outcome.refused())
        .containsExactly(
            "fifo: it is no file",
            "folder: it is no file",
            "link: a link stands in its place",
            "way: a link stands in its way");
  }

  @Test
  void takesOutputsUpToTheirLimits() {
    RunOutcome outcome =
        run(
            new Request(
                    image.with(
                        "cd /cnab/app/outputs; printf 1234 >a; printf 12345 >b; printf 1234 >c"))
                .limits(new Limits(1 << 20, 4, 7 << 10, 1000))
                .output("a", "/cnab/app/outputs/a")
                .output("b", "/cnab/app/outputs/b")
                .output("c", "/cnab/app/outputs/c"));
    assertThat(outcome.outputs()).containsOnlyKeys("a", "c");
    assertThat(outcome.refused())
        .containsExactly("b: it has 5 bytes, and no more than 4 are taken");
  }

  @Test
  void endsWhereItsScratchSpaceEnds() {
    var request =
        new Request(
                image.with(
                    "cat /dev/zero >/tmp/full || cat /dev/zero >/cnab/app/outputs/full || exit 9"))
            .limits(new Limits(4 << 20, 1 << 20, 1 << 20, 1000));
    assertThat(run(request).exitCode()).isEqualTo(9);
    assertThat(request.said).allMatch(line -> line.contains("No space left on device"));
  }

  @Test
  void handsArtifactsOverReadOnly() throws IOException {
    Path chart = Files.createDirectories(dir.resolve("artifacts/web/web"));
    Path file = Files.writeString(chart.resolve("Chart.yaml"), "name: web\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(chart, PosixFilePermissions.fromString("rwx------"));
    String script =
        """
        cd /cnab/app/artifacts/web/web
        cat Chart.yaml
        echo x >Chart.yaml && exit 1
        echo x >new && exit 2
        rm Chart.yaml && exit 3
        chmod 777 Chart.yaml && exit 4
        exit 0
        """;
    var request = new Request(image.with(script)).artifact("web", chart.resolveSibling(""));
    assertThat(run(request).exitCode()).isZero();
    assertThat(request.said).startsWith("name: web");
    assertThat(chart.resolve("Chart.yaml")).hasContent("name: web\n");
  }

  @Test
  void leavesFilesInAGrantedFolderToTheCallerOrToTheUserOfRuns() throws IOException {
    Path granted = granted();
    Files.createDirectories(granted.resolve("there"));
    var request =
        new Request(image.with("cat /data/there/f 2>&1; mkdir /data/a; echo x >/data/a/f"));
    assertThat(run(request.mount(granted, "/data")).exitCode()).isZero();
    int expected = Caller.current().owner().orElse((Integer) Files.getAttribute(dir, "unix:uid"));
    assertThat(Files.getAttribute(granted.resolve("a/f"), "unix:uid")).isEqualTo(expected);
  }

  @Test
  void refusesAGrantedFolderThatTheRunCannotWrite() throws IOException {
    Path granted = Files.createDirectories(dir.resolve("closed"));
    Files.setPosixFilePermissions(granted, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> run(new Request(image.with("")).mount(granted, "/data")))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.STORAGE))
        .hasMessage("the run cannot write to the granted folder: " + granted);
    refused(
        Failure.Kind.NOT_FOUND,
        () -> run(new Request(image.with("")).mount(dir.resolve("absent"), "/data")));
    for (String path : List.of("/cnab/app/mixins", "/proc", "/", "data", "/a/../cnab")) {
      refused(Failure.Kind.INVALID, () -> run(new Request(image.with("")).mount(granted(), path)));
    }
    refused(
        Failure.Kind.INVALID,
        () -> run(new Request(image.with("")).mount(granted(), "/data").file("/data/f", "")));
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
