package dev.lighterage.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemediesTest {
  @Test
  void everyKindOfFailureHasAnExitCodeOfItsOwnAndARemedy() {
    Stream<Remedies.Remedy> rows =
        Stream.concat(
            Arrays.stream(Failure.Kind.values()).map(Remedies::of),
            Stream.of(
                Remedies.usage(),
                Remedies.denied(),
                Remedies.actionFailed(),
                Remedies.unexpected()));
    var all = rows.toList();
    assertThat(all).extracting(Remedies.Remedy::code).doesNotHaveDuplicates();
    assertThat(all).extracting(Remedies.Remedy::words).doesNotContain("").doesNotHaveDuplicates();
  }

  @Test
  void aStaleLockIsLockedAnew() {
    Failure stale = Failure.of(Failure.Kind.CONFLICT, "stale lock", "shop/lighter.lock");
    assertThat(Remedies.of(stale.with("changed", "runner")).words()).contains("Run lighter lock");
    assertThat(Remedies.of(stale).words()).doesNotContain("lighter lock");
  }

  @Test
  void aDamagedFileOfALayoutIsNamed() {
    Failure damaged = Failure.of(Failure.Kind.CORRUPT, "content is not", "layout: sha256:1");
    assertThat(Remedies.of(damaged.with("file", "layout/blobs/sha256/1")))
        .returns(ExitCode.CORRUPT, Remedies.Remedy::code)
        .extracting(Remedies.Remedy::words)
        .asString()
        .startsWith("Remove layout/blobs/sha256/1");
    assertThat(Remedies.of(damaged).words()).contains("Run the command again");
  }

  @Test
  void aPartThatItsRegistryHasLostIsLockedAnew() {
    Failure lost = Failure.of(Failure.Kind.NOT_FOUND, "source lacks a manifest", "a.example/b");
    assertThat(Remedies.of(lost.with("part", "artifacts.web")).words())
        .endsWith("lighter lock web");
    assertThat(Remedies.of(lost.with("part", "runner")).words()).endsWith("lighter lock runner");
  }

  @Test
  void tooManyRequestsAreWaitedFor() {
    Failure failure = Failure.of(Failure.Kind.PROTOCOL, "could not read", "a.example/b:1");
    assertThat(Remedies.of(failure.with("status", 429)))
        .returns(ExitCode.PROTOCOL, Remedies.Remedy::code)
        .extracting(Remedies.Remedy::words)
        .asString()
        .contains("too many requests", "wait");
    assertThat(Remedies.of(failure.with("status", 500)).words()).contains("--debug");
  }

  @Test
  void aMissingFileOfThisMachineWasNeverPushed() {
    for (String what : new String[] {"no such file", "no such folder", "no such file or folder"}) {
      Failure missing = Failure.of(Failure.Kind.NOT_FOUND, what, "charts/web");
      assertThat(Remedies.of(missing).words()).startsWith("Check the path");
    }
    Failure manifest = Failure.of(Failure.Kind.NOT_FOUND, "no such manifest", "shop");
    assertThat(Remedies.of(manifest)).isEqualTo(Remedies.of(Failure.Kind.NOT_FOUND));
  }

  @Test
  void onlyADenialAndAFailedActionHaveARemedyAfterTheirAnswer() {
    assertThat(Arrays.stream(ExitCode.values()).filter(c -> Remedies.after(c).isPresent()))
        .containsExactly(ExitCode.DENIED, ExitCode.ACTION_FAILED);
  }

  @Test
  void everyExitCodeIsUsedOnceByItsNumber() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
        .doesNotHaveDuplicates()
        .allMatch(n -> n >= 0 && n < 128 + 32);
  }

  @Test
  void theDocumentedTableIsTheOneInTheCode() throws IOException {
    var rows =
        Arrays.stream(ExitCode.values())
            .map(c -> "| " + c.number() + " | " + c.meaning() + " |")
            .toList();
    var documented =
        Files.readAllLines(Path.of("../docs/exit-codes.md")).stream()
            .filter(l -> l.matches("\\| [0-9]+ \\|.*"))
            .toList();
    assertThat(documented).isEqualTo(rows);
  }
}
