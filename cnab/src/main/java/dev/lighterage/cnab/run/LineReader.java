package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream into lines of at most so many bytes, fit to be shown.
///
/// A longer line comes in pieces. Malformed UTF-8 becomes U+FFFD, and what steers a terminal is
/// written out ([Printable]), so that no program of a run can play with the user's terminal or
/// write lines of its own into a log.
final class LineReader {
  private final InputStream in;
  private final byte[] buffer = new byte[8 << 10];
  private final byte[] line;
  private int length;

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.line = new byte[longest];
  }

  /// Gives every line to `to`, as it comes, until the stream ends or breaks.
  void each(Consumer<String> to) {
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          take(buffer[i], to);
        }
      }
    } catch (IOException broken) {
      // The process is gone, and its end of the pipe with it.
    }
    if (length > 0) {
      flush(to);
    }
  }

  private void take(byte b, Consumer<String> to) {
    if (b == '\n') {
      flush(to);
      return;
    }
    if (length == line.length) {
      flush(to);
    }
    line[length++] = b;
  }

  private void flush(Consumer<String> to) {
    String text = new String(Arrays.copyOf(line, length), StandardCharsets.UTF_8);
    length = 0;
    to.accept(Printable.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }
}
