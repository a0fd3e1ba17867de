package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Content that tells how far it has been read.
record WatchedContent(Descriptor blob, Content content, Tally tally) implements Content {
  @Override
  public long size() throws IOException {
    return content.size();
  }

  @Override
  public Failure located(Failure failure) {
    return content.located(failure);
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return new Counting(content.open(offset), offset);
  }

  private final class Counting extends FilterInputStream {
    private long position;

    Counting(InputStream in, long position) {
      super(in);
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      moved(b < 0 ? -1 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = super.read(buffer, offset, length);
      moved(n);
      return n;
    }

    private void moved(int n) {
      if (n > 0) {
        position += n;
        tally.tell(new CopyEvent.Sending(blob, position));
      }
    }
  }
}
