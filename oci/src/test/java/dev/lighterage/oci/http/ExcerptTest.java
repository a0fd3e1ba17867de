package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is quoted of an answer that may be anything.
class ExcerptTest {
  @Test
  void showsTheFirstLineThatSaysSomething() {
    assertThat(Excerpt.of("\n\r\n  <html><head>\n<title>502  Bad Gateway</title>", 80))
        .isEqualTo("502 Bad Gateway");
    assertThat(Excerpt.of("", 80)).isEmpty();
    assertThat(Excerpt.of("abcdef", 3)).isEqualTo("abc…");
  }

  @Test
  void leavesNothingThatMovesATerminal() {
    var random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x100 : 0x30000));
      }
      String line = Excerpt.of(text.toString(), 20);
      assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(21);
      assertThat(line)
          .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
    }
  }
}
