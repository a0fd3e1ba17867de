package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real run leaves. [OrdinaryUserTest] does all of it again as another user.
class RunOutputsTest {
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
            Map.entry("fifo", "it is no file"),
            Map.entry("folder", "it is no file"),
            Map.entry("link", "a link stands in its place"),
            Map.entry("way", "a link stands in its way"));
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
        .containsExactly(Map.entry("b", "it has 5 bytes, and no more than 4 are taken"));
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

  private NamespacesDriver driver(Duration grace) {
    return new NamespacesDriver(new DriverSettings(dir.resolve("cache"), _ -> {}, grace));
  }

  private RunOutcome run(Request request) {
    return driver.run(request.build());
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
