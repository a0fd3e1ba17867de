package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongSupplier;

/// The archive as it comes out of a decompressor: hashed, counted, and stopped when it is out of
/// proportion to what went in.
final class Meter extends InputStream {
  /// Below this many bytes nothing is a bomb.
  private static final long HARMLESS = 16 << 20;

  private final InputStream in;
  private final LongSupplier packed;
  private final int ratio;
  private final MessageDigest hash = Digest.Algorithm.SHA256.start();
  private long unpacked;

  Meter(InputStream in, LongSupplier packed, int ratio) {
    this.in = in;
    this.packed = packed;
    this.ratio = ratio;
  }

  /// The digest of all bytes that were read.
  Digest digest() {
    return Digest.finish(Digest.Algorithm.SHA256, hash);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      hash.update(buffer, offset, n);
      unpacked += n;
      requireProportion();
    }
    return n;
  }

  private void requireProportion() {
    if (unpacked > HARMLESS && unpacked / ratio > packed.getAsLong()) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "archive out of proportion", "tar")
          .with("unpacked", unpacked + " bytes")
          .with("packed", packed.getAsLong() + " bytes")
          .with("limit", ratio + " to 1");
    }
  }
}
