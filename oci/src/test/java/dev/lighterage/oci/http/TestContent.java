package dev.lighterage.oci.http;

import dev.lighterage.oci.content.Content;
import java.io.InputStream;
import java.util.Arrays;

/// Content that is made while it is read, so that its size costs no memory: `size` bytes of zero,
/// and `before` is run ahead of each read.
public record TestContent(long size, Runnable before) implements Content {
  public static TestContent zeros(long size) {
    return new TestContent(size, () -> {});
  }

  @Override
  public InputStream open(long offset) {
    return new InputStream() {
      private long left = size - offset;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
      }

      @Override
      public int read(byte[] buffer, int from, int length) {
        before.run();
        if (left <= 0) {
          return -1;
        }
        int count = (int) Math.min(length, left);
        Arrays.fill(buffer, from, from + count, (byte) 0);
        left -= count;
        return count;
      }
    };
  }
}
