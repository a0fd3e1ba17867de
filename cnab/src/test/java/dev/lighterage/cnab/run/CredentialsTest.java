package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials by CNAB 101 and 103: cases R9, R10.
class CredentialsTest {
  @TempDir Path dir;

  private static final Bundle BUNDLE =
      Given.bundle(
          """
          "credentials": {
            "token": {"env": "TOKEN", "required": true, "applyTo": ["install", "a.b"]},
            "key": {"path": "/cnab/app/credentials/key"}},
          "actions": {"a.b": {"stateless": true}}
          """);

  private static void refused(Failure.Kind kind, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContainingAll(words);
  }

  @Test
  void bringsThemToTheirDestinationsHidden() throws IOException {
    byte[] binary = {0, (byte) 0xff, '\n'};
    Path file = Files.write(dir.resolve("key"), binary);
    Inputs inputs =
        new Given()
            .credential("token", "MINE", "t0p")
            .credential("key", file)
            .to(BUNDLE, "install");
    assertThat(inputs.environment().values())
        .singleElement()
        .extracting(Variable::value)
        .isEqualTo("t0p");
    assertThat(inputs.toString()).doesNotContain("t0p");
    InputFile brought = inputs.files().getFirst();
    assertThat(brought.secret()).isTrue();
    try (InputStream in = brought.content().open(0)) {
      assertThat(in.readAllBytes()).isEqualTo(binary);
    }
    assertThat(inputs.parameters().members()).isEmpty();
  }

  @Test
  void refusesWhatIsMissingOrUnknown() {
    refused(Failure.Kind.INVALID, () -> new Given().to(BUNDLE, "install"), "token");
    refused(
        Failure.Kind.INVALID,
        () -> new Given().credential("tokn", "V", "x").to(BUNDLE, "install"),
        "no such credential: tokn",
        "suggestion: token");
  }

  @Test
  void asksOnlyForThoseThatApply() {
    assertThat(new Given().to(BUNDLE, "upgrade").environment()).isEmpty();
    Inputs given = new Given().credential("token", "V", "x").to(BUNDLE, "upgrade");
    assertThat(given.environment()).isEmpty();
  }

  @Test
  void runsAStatelessActionWithoutThem() {
    assertThat(new Given().to(BUNDLE, "a.b").environment()).isEmpty();
    assertThat(new Given().credential("token", "V", "x").to(BUNDLE, "a.b").environment())
        .containsKey("TOKEN");
  }

  @Test
  void saysWhereItLooked() {
    refused(
        Failure.Kind.NOT_FOUND,
        () -> new Given().credential("token", "env:NOT_THERE").to(BUNDLE, "install"),
        "NOT_THERE");
    refused(
        Failure.Kind.NOT_FOUND,
        () -> new Given().credential("token", dir.resolve("absent")).to(BUNDLE, "install"),
        "absent");
    refused(
        Failure.Kind.STORAGE,
        () -> new Given().credential("token", dir).to(BUNDLE, "install"),
        "token");
  }

  @Test
  void refusesWhatCannotGoToAVariable() throws IOException {
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff});
    Path nul = Files.write(dir.resolve("nul"), new byte[] {'a', 0});
    for (Path file : List.of(binary, nul)) {
      refused(
          Failure.Kind.INVALID,
          () -> new Given().credential("token", file).to(BUNDLE, "install"),
          "it is not text");
    }
  }

  @Test
  void refusesOneOverTheLimit() throws IOException {
    Path large = Files.write(dir.resolve("large"), new byte[CredentialSource.LIMIT + 1]);
    refused(
        Failure.Kind.TOO_LARGE,
        () ->
            new Given()
                .credential("key", large)
                .credential("token", "V", "x")
                .to(BUNDLE, "install"),
        "limit");
  }

  @Test
  void neverShowsASecretThatWasWrittenInPlaceOfItsPlace() {
    for (String text : List.of("hunter2", "pass:hunter2", "env:", "file:", "")) {
      assertThatThrownBy(() -> CredentialSource.parse(text))
          .isInstanceOf(Failure.class)
          .hasMessageNotContaining("hunter2");
    }
  }
}
