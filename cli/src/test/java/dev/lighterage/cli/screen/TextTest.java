package dev.lighterage.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Printable;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void lettersOfAllTheWorldStay() {
    String text = "Größe 中文 العربية 🚢 e\u0301\n\ttab";
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @Test
  void nothingGeneratedEverSteersATerminal() {
    var random = new Random(20261124);
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      random.ints(12, 0, 0x3000).forEach(c -> text.append((char) (c < 0x100 ? c & 0xff : c)));
      random.ints(4, 0, 0x100).forEach(c -> text.append((char) c));
      assertThat(Printable.of(text.toString()))
          .doesNotContainPattern(
              "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
    }
  }

  @Test
  void unpairedSurrogatesAreReplaced() {
    assertThat(Printable.of("a\ud83db")).isEqualTo("a\ufffdb");
  }

  @Test
  void aTableIsAsWideAsItsWidestCell() {
    Text table = new Table("NAME", "SIZE").row("shop", "1.2 kB").row("中文-long-name", "0 B").text();
    assertThat(table.render(false))
        .isEqualTo(
            """
            NAME            SIZE
            shop            1.2 kB
            中文-long-name  0 B
            """);
  }

  @Test
  void noLineOfATableEndsWithSpaces() {
    Text table = new Table("NAME", "KIND", "SIZE").row("shop", "", "").row("", "b", "").text();
    assertThat(table.render(false)).isEqualTo("NAME  KIND  SIZE\nshop\n      b\n");
  }

  @Test
  void aCellStaysOnItsLine() {
    assertThat(new Table("NAME").row("a\nb\u001b[2J").text().render(false))
        .isEqualTo("NAME\na\\nb\\u001b[2J\n");
  }

  @Test
  void aTableWithoutRowsIsNothing() {
    assertThat(new Table("NAME").text().render(true)).isEmpty();
    assertThatThrownBy(() -> new Table("NAME").row("a", "b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizesHaveThreeDigitsAtMost() {
    assertThat(
            java.util.stream.LongStream.of(
                    0, 999, 1000, 9949, 9950, 999_499, 999_500, 123_456_789, Long.MAX_VALUE)
                .mapToObj(Sizes::of))
        .containsExactly(
            "0 B", "999 B", "1.0 kB", "9.9 kB", "10 kB", "999 kB", "1.0 MB", "123 MB", "9.2 EB");
  }

  @Test
  void noColourWhereItIsNotWanted() {
    Map<String, String> launcher = Map.of("lighter.terminal", "out,err", "lighter.columns", "120");
    assertThat(Terminal.of(launcher, Map.of("TERM", "xterm")))
        .isEqualTo(new Terminal(true, true, 120, true));
    assertThat(Terminal.of(launcher, Map.of("NO_COLOR", "1")).colour()).isFalse();
    assertThat(Terminal.of(launcher, Map.of("NO_COLOR", "")).colour()).isTrue();
    assertThat(Terminal.of(launcher, Map.of("TERM", "dumb")))
        .isEqualTo(new Terminal(true, false, 120, false));
    assertThat(Terminal.of(Map.of("lighter.columns", "x"), Map.of()))
        .isEqualTo(new Terminal(false, false, 80, true));
  }
}
