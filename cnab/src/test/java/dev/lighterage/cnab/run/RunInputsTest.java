package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real run is given. [OrdinaryUserTest] does all of it again as another user.
class RunInputsTest {
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

  private Path granted() throws IOException {
    Path granted = Files.createDirectories(dir.resolve("granted"));
    Files.setPosixFilePermissions(granted, PosixFilePermissions.fromString("rwxrwxrwx"));
    return granted;
  }
}
