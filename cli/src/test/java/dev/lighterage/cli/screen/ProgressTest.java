package dev.lighterage.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = Instant.EPOCH;

  @Test
  void saysOnePlainLineForEachTransferWhereThereIsNoTerminal() {
    Progress progress = progress(Terminal.none(), false);
    try (var transfer = progress.begin("send web layer", 2_000_000)) {
      transfer.advance(1_000_000);
      transfer.advance(1_000_000);
      transfer.done();
    }
    assertThat(err()).isEqualTo("send web layer 2.0 MB\n");
  }

  @Test
  void saysWhereATransferStopped() {
    Progress progress = progress(Terminal.none(), false);
    try (var transfer = progress.begin("send web layer", 2_000_000)) {
      transfer.advance(500_000);
    }
    assertThat(err()).isEqualTo("send web layer stopped at 500 kB\n");
  }

  @Test
  void drawsBarsAtMostTenTimesASecondAndTakesThemAway() {
    Progress progress = progress(new Terminal(true, true, 80, false), false);
    try (var transfer = progress.begin("send web layer", 1000)) {
      err.reset();
      transfer.advance(100);
      assertThat(err()).isEmpty();
      now = now.plusMillis(100);
      transfer.advance(400);
      assertThat(err())
          .isEqualTo(
              "\u001b[1A\r\u001b[Ksend web layer ██████████░░░░░░░░░░  50 %   500 B of 1.0 kB\n");
      err.reset();
      transfer.done();
    }
    assertThat(err()).isEqualTo("\u001b[1A\r\u001b[Ksend web layer 1.0 kB\n");
  }

  @Test
  void talkGoesAboveTheBars() {
    var terminal = new Terminal(true, true, 80, false);
    var stream = new PrintStream(err, false, StandardCharsets.UTF_8);
    var console =
        new Console(
            new Console.Streams(stream, stream),
            terminal,
            new Console.Mode(false, false, false),
            () -> now);
    try (var transfer = console.progress().begin("send", 10)) {
      err.reset();
      console.note("the tag moved");
      transfer.done();
    }
    assertThat(err()).startsWith("\u001b[1A\r\u001b[Kthe tag moved\nsend ");
  }

  @Test
  void barsDoNotOutliveAnError() {
    var stream = new PrintStream(err, false, StandardCharsets.UTF_8);
    var console =
        new Console(
            new Console.Streams(stream, stream),
            new Terminal(true, true, 80, false),
            new Console.Mode(false, false, false),
            () -> now);
    console.progress().begin("send", 10).advance(5);
    new Endings(console).of(new InterruptedException());
    assertThat(err()).contains("send stopped at 5 B\nlighter: stopped").doesNotContain("█░░\n→");
    assertThat(err()).endsWith("what is complete stays.\n");
  }

  @Test
  void saysNothingWhenQuiet() {
    Progress progress = progress(new Terminal(true, true, 80, true), true);
    try (var transfer = progress.begin("send", 10)) {
      transfer.advance(10);
      transfer.done();
    }
    assertThat(err()).isEmpty();
  }

  @Test
  void cutsALabelThatDoesNotFit() {
    Progress progress = progress(new Terminal(true, true, 40, false), false);
    progress.begin("send a very long name of a very long layer that never ends", 10);
    assertThat(err().strip()).hasSizeLessThan(40).contains("…");
  }

  private Progress progress(Terminal terminal, boolean quiet) {
    return new Progress(
        new PrintStream(err, true, StandardCharsets.UTF_8), terminal, quiet, () -> now);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
