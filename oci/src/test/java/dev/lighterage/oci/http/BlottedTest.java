package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/// What messages and traces show of addresses and headers.
class BlottedTest {
  @Test
  void blotsSecretsOutOfAddresses() {
    assertThat(
            Blotted.address(
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
