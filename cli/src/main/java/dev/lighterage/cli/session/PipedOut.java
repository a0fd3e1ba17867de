package dev.lighterage.cli.session;

import dev.lighterage.cli.screen.ReaderGone;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// Standard output that knows a reader who went away from a disk that is full: the first is a
/// [ReaderGone], once, and what comes after goes nowhere.
final class PipedOut extends FilterOutputStream {
  private boolean gone;

  PipedOut(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (gone) {
      return;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      // EPIPE; Java has no other way to say it.
      if (!String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe")) {
        throw e;
      }
      gone = true;
      throw new ReaderGone();
    }
  }
}
