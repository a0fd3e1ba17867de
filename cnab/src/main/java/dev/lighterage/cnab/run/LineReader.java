package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Cuts a stream into lines of at most so many bytes, fit to be shown.
///
/// A longer line comes in pieces, cut where [Cut] says. Malformed UTF-8 becomes U+FFFD, and what
/// steers a terminal is written out ([Printable]), so that no program of a run can play with the
/// user's terminal or write lines of its own into a log.
final class LineReader {
  /// Where the first `length` of `bytes` may be cut: at most `length`, more than 0.
  interface Cut {
    int at(byte[] bytes, int length);
  }

  private final InputStream in;
  private final Cut cut;
  private final byte[] buffer = new byte[8 << 10];
  private final byte[] line;
  private int length;

  LineReader(InputStream in, int longest, Cut cut) {
    this.in = in;
    this.cut = cut;
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
      flush(length, to);
    }
  }

  private void take(byte b, Consumer<String> to) {
    if (b == '\n') {
      flush(length, to);
      return;
    }
    if (length == line.length) {
      flush(cut.at(line, length), to);
    }
    line[length++] = b;
  }

  /// Gives the first `end` bytes away and keeps the rest.
  private void flush(int end, Consumer<String> to) {
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    System.arraycopy(line, end, line, 0, length - end);
    length -= end;
    to.accept(Printable.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
  }
}
