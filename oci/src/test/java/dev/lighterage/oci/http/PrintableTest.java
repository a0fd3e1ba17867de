package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void showsTheFirstLineThatSaysSomething() {
    assertThat(Printable.line("\n\r\n  <html><head>\n<title>502  Bad Gateway</title>", 80))
        .isEqualTo("502 Bad Gateway");
    assertThat(Printable.line("", 80)).isEmpty();
    assertThat(Printable.line("abcdef", 3)).isEqualTo("abc…");
  }

  @Test
  void leavesNothingThatMovesATerminal() {
    var random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x100 : 0x30000));
      }
      String line = Printable.line(text.toString(), 20);
      assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(21);
      assertThat(line.codePoints().filter(Character::isISOControl).count()).isZero();
      assertThat(line.codePoints().filter(c -> Character.getType(c) == Character.FORMAT).count())
          .isZero();
    }
  }

  @Test
  void blotsSecretsOutOfAddresses() {
    assertThat(
            Printable.address(
                URI.create("https://u:p@h/a?digest=sha256:1&X-Amz-Signature=abc&token=t&x#f")))
        .isEqualTo("https://***@h/a?digest=sha256:1&X-Amz-Signature=***&token=***&***");
  }

  @Test
  void showsWhichCredentialIsSentAndNotItsValue() {
    assertThat(Trace.shown("Authorization", "Bearer abc")).isEqualTo("Bearer ***");
    assertThat(Trace.shown("authorization", "abc")).isEqualTo("***");
    assertThat(Trace.shown("Set-Cookie", "a=b c")).isEqualTo("***");
    assertThat(Trace.shown("Location", "https://h/u?state=abc&digest=d"))
        .isEqualTo("https://h/u?state=***&digest=d");
    assertThat(Trace.shown("Link", "</v2/a/tags/list?n=1&last=b&k=v>; rel=\"next\""))
        .isEqualTo("</v2/a/tags/list?n=1&last=b&k=***>; rel=\"next\"");
    assertThat(Trace.shown("Location", "no address: { }?sig=abc")).isEqualTo("no address: { }?***");
  }
}
