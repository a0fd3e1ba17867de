package dev.lighterage.oci.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The body of an answer while it comes in: counted, and watched while somebody waits for it.
final class ReceivedBody extends InputStream {
  private final InputStream in;
  private final Watchdog.Watch watch;
  private final Duration stall;
  private final Traffic traffic;

  ReceivedBody(InputStream in, Watchdog watchdog, Duration stall, Traffic traffic) {
    this.in = in;
    this.watch = watchdog.watch(this::giveUp);
    this.stall = stall;
    this.traffic = traffic;
  }

  private void giveUp() {
    try {
      in.close();
    } catch (IOException e) {
      // The reader sees the stall; how the connection ended does not matter any more.
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    watch.arm(stall);
    try {
      int count = in.read(buffer, offset, length);
      requireMoving(null);
      if (count > 0) {
        traffic.down(count);
      }
      return count;
    } catch (IOException e) {
      requireMoving(e);
      throw e;
    } finally {
      watch.disarm();
    }
  }

  /// A body that was given up looks to its reader as if it had ended.
  private void requireMoving(@Nullable IOException cause) throws IOException {
    if (watch.stalled()) {
      throw new Wire.StallException(cause);
    }
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    watch.close();
    in.close();
  }
}
