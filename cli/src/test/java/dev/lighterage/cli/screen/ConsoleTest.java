package dev.lighterage.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private static final Terminal COLOUR = new Terminal(true, true, 80, true);
  private static final Console.Mode PLAIN = new Console.Mode(false, false, false);
  private static final Console.Mode JSON = new Console.Mode(true, false, false);
  private static final Console.Mode QUIET = new Console.Mode(false, true, false);
  private static final Console.Mode DEBUG = new Console.Mode(false, false, true);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void answersInTextOnStandardOutputOnly() {
    console(Terminal.none(), PLAIN).answer(answer("one line\n"));
    assertThat(out()).isEqualTo("one line\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void answersInJsonWhereAsked() {
    console(Terminal.none(), JSON).answer(answer("one line\n"));
    assertThat(out()).isEqualTo("{\n  \"name\": \"shop\"\n}\n");
  }

  @Test
  void notesAreSilentWhenQuietAndWarningsAreNot() {
    Console console = console(Terminal.none(), QUIET);
    console.note("pushing");
    console.warn("the tag moved");
    assertThat(err()).isEqualTo("warning: the tag moved\n");
  }

  @Test
  void coloursOnlyATerminalThatWantsIt() {
    console(COLOUR, PLAIN).warn("w");
    assertThat(err()).isEqualTo("\u001b[33mwarning: \u001b[0mw\n");
    err.reset();
    console(COLOUR.colourless(), PLAIN).warn("w");
    console(Terminal.none(), PLAIN).warn("w");
    assertThat(err()).isEqualTo("warning: w\nwarning: w\n");
  }

  @Test
  void neutralisesControlCharactersFromOutside() {
    Console console = console(COLOUR, PLAIN);
    console.note("evil\u001b]0;title\u0007 \u202eback \u009b31m");
    assertThat(err()).isEqualTo("evil\\u001b]0;title\\u0007 \\u202eback \\u009b31m\n");
  }

  @Test
  void writesRawBytesAsTheyAreButNotToATerminal() {
    console(Terminal.none(), PLAIN).raw("a\u001b[2J".getBytes(StandardCharsets.UTF_8));
    assertThat(out()).isEqualTo("a\u001b[2J");
    out.reset();
    console(COLOUR, PLAIN).raw("a\u001b[2J".getBytes(StandardCharsets.UTF_8));
    assertThat(out()).isEqualTo("a\\u001b[2J\n");
  }

  @Test
  void endsRawBytesWithALineOnATerminalAlone() {
    byte[] endpoint = "https://shop".getBytes(StandardCharsets.UTF_8);
    console(Terminal.none(), PLAIN).raw(endpoint);
    console(COLOUR, PLAIN).raw(endpoint);
    console(COLOUR, PLAIN).raw("all\n".getBytes(StandardCharsets.UTF_8));
    assertThat(out()).isEqualTo("https://shophttps://shop\nall\n");
  }

  @Test
  void standardOutputThatTakesNothingIsAFailure() {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var console =
        new Console(
            new Console.Streams(new PrintStream(full), new PrintStream(err)),
            Terminal.none(),
            PLAIN,
            () -> Instant.EPOCH);
    assertThatThrownBy(() -> console.answer(answer("x")))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.STORAGE));
  }

  @Test
  void tellsAFailureWithItsFactsAndItsRemedy() {
    Failure failure =
        Failure.of(Failure.Kind.UNAUTHORIZED, "could not read the manifest", "r.example/shop:1")
            .with("registry", "r.example")
            .with("status", 401);
    ExitCode code = new Endings(console(Terminal.none(), PLAIN)).of(failure);
    assertThat(code.number()).isEqualTo(14);
    assertThat(err())
        .isEqualTo(
            """
            lighter: could not read the manifest: r.example/shop:1
              registry: r.example
              status: 401
            → Log in first: lighter login r.example
            """);
    assertThat(out()).isEmpty();
  }

  @Test
  void tellsAFailureAsJsonToo() {
    Failure failure = Failure.of(Failure.Kind.NOT_FOUND, "no such installation", "shop");
    new Endings(console(Terminal.none(), JSON)).of(failure);
    assertThat(out())
        .startsWith("{\n  \"failure\": {\n    \"kind\": \"not-found\",\n    \"what\": \"no such")
        .endsWith("\n  }\n}\n");
  }

  @Test
  void tellsADefectWithoutItsMessageAndWithAStackOnlyInDebug() {
    var defect = new IllegalStateException("password=hunter2");
    assertThat(new Endings(console(Terminal.none(), PLAIN)).of(defect))
        .isEqualTo(ExitCode.UNEXPECTED);
    assertThat(err())
        .startsWith("lighter: unexpected: java.lang.IllegalStateException\n→ This is a defect")
        .doesNotContain("hunter2", "\tat ");
    err.reset();
    new Endings(console(Terminal.none(), DEBUG)).of(defect);
    assertThat(err()).contains("\tat dev.lighterage.cli.screen.ConsoleTest");
  }

  @Test
  void aFileThatIsNotThereIsNotADefect() {
    ExitCode code =
        new Endings(console(Terminal.none(), PLAIN)).of(new NoSuchFileException("a.yaml"));
    assertThat(code).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(err()).startsWith("lighter: no such file or folder: a.yaml\n");
  }

  private Console console(Terminal terminal, Console.Mode mode) {
    var streams =
        new Console.Streams(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    return new Console(streams, terminal, mode, () -> Instant.EPOCH);
  }

  private static Answer answer(String text) {
    return Answer.of(JsonObject.builder().put("name", "shop").build(), text);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
