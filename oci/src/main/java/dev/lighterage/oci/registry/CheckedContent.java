package dev.lighterage.oci.registry;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Content that is hashed while it is read, and whose last bytes are given out only when all of
/// them are what the descriptor says: so the wrong content never makes a whole upload.
final class CheckedContent implements Content {
  private final Descriptor descriptor;
  private final Content content;
  private volatile boolean broken;

  CheckedContent(Descriptor descriptor, Content content) {
    this.descriptor = descriptor;
    this.content = content;
  }

  /// Whether it was the content that failed, and not whoever it was sent to.
  boolean isBroken() {
    return broken;
  }

  @Override
  public long size() {
    return descriptor.size();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    if (offset != 0) {
      throw new IllegalArgumentException("an upload begins at the beginning");
    }
    try {
      return new Checked(content.open(0));
    } catch (IOException | RuntimeException e) {
      broken = true;
      throw e;
    }
  }

  private final class Checked extends FilterInputStream {
    private final MessageDigest hash;
    private long total;

    private Checked(InputStream in) {
      super(in);
      this.hash = descriptor.digest().algorithm().start();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return check(in.read(buffer, offset, length), buffer, offset);
      } catch (Failure failure) {
        broken = true;
        throw content.located(failure);
      } catch (IOException | RuntimeException e) {
        broken = true;
        throw e;
      }
    }

    private int check(int count, byte[] buffer, int offset) {
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
