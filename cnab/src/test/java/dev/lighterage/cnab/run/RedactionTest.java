package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
  @TempDir Path dir;

  @Test
  void redactsSecretsInEveryForm() throws Exception {
    var request =
        new Request(new TinyImage(dir).with(""))
            .secret("A", "p&ss \"w\u00f6rd\"")
            .secret("B", "abc")
            .secretFile("/k", "first line\nsecond line\n");
    Redaction redaction = Redaction.of(request.build());
    for (String line :
        List.of(
            "x p&ss \"w\u00f6rd\" y",
            "x p%26ss+%22w%C3%B6rd%22 y",
            "x p%26ss%20%22w%C3%B6rd%22 y",
            "x p&ss \\\"w\u00f6rd\\\" y",
            "x "
                + Base64.getEncoder()
                    .encodeToString("p&ss \"w\u00f6rd\"".getBytes(StandardCharsets.UTF_8))
                + " y",
            "x second line y")) {
      redaction.line(line);
    }
    assertThat(request.said).allMatch(line -> line.matches("x \\*\\*\\*=* y"));
    redaction.line("abc");
    assertThat(request.said).last().isEqualTo("abc");
  }

  @Test
  void redactsSecretThatALongLineIsCutIn() throws Exception {
    var request = new Request(new TinyImage(dir).with("")).secret("A", "s3cr3tvalue99");
    Redaction redaction = Redaction.of(request.build());
    for (int before = 0; before < 80; before++) {
      request.said.clear();
      byte[] line = ("x".repeat(before) + "s3cr3tvalue99yy").getBytes(StandardCharsets.UTF_8);
      new LineReader(new ByteArrayInputStream(line), 40, redaction::cut).each(redaction::line);
      assertThat(String.join("", request.said)).isEqualTo("x".repeat(before) + "***yy");
      assertThat(request.said).allMatch(text -> text.length() <= 40);
    }
  }
}
