package dev.lighterage.cnab.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The fixed shell scripts of the `namespaces` driver. Everything that differs from run to run
/// reaches them as arguments and files; their text is never put together.
enum Script {
  NAMESPACES("namespaces.sh"),
  ENTER("enter.sh"),
  PROBE("probe.sh");

  private final String text;

  Script(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }
}
