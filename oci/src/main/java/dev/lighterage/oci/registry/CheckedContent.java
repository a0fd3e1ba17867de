package dev.lighterage.oci.registry;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Content that is hashed while it is read, and whose last bytes are given out only when all of
/// them are what the descriptor says: so the wrong content never makes a whole upload.
record CheckedContent(Descriptor descriptor, Content content) implements Content {
  @Override
  public long size() {
    return descriptor.size();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    if (offset != 0) {
      throw new IllegalArgumentException("an upload begins at the beginning");
    }
    return new Checked(content.open(0), descriptor);
  }

  private static final class Checked extends FilterInputStream {
    private final Descriptor descriptor;
    private final MessageDigest hash;
    private long total;

    private Checked(InputStream in, Descriptor descriptor) {
      super(in);
      this.descriptor = descriptor;
      this.hash = descriptor.digest().algorithm().start();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = in.read(buffer, offset, length);
      if (count > 0) {
        hash.update(buffer, offset, count);
        total += count;
        if (total == descriptor.size()) {
          Verified.requireDigest(descriptor, Digest.finish(descriptor.digest().algorithm(), hash));
        }
      }
      return count;
    }
  }
}
