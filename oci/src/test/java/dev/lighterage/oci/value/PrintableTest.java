package dev.lighterage.oci.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void leavesNothingThatSteersATerminal() {
    var random = new Random(9);
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        // Half of them where the steering ones are.
        text.append((char) random.nextInt(random.nextBoolean() ? 0xa0 : 0x10000));
      }
      String line = Printable.line(text.toString());
      assertThat(line.codePoints())
          .as(line)
          .noneMatch(
              c ->
                  Character.getType(c) == Character.CONTROL
                      || Character.getType(c) == Character.SURROGATE
                      || Character.getDirectionality(c)
                          == Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE
                      || Character.getDirectionality(c)
                          == Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE
                      || Character.getType(c) == Character.LINE_SEPARATOR
                      || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
      assertThat(Printable.line(line)).isEqualTo(line);
    }
  }

  @Test
  void keepsWhatPeopleRead() {
    String text = "naïve — 日本語 🚢 a\tb\nc";
    assertThat(Printable.of(text)).isEqualTo(text);
    assertThat(Printable.line(text)).isEqualTo("naïve — 日本語 🚢 a\\tb\\nc");
  }
}
