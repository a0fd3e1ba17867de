package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// The packed bytes of a layer, held to its descriptor when they have all been read.
final class PackedInput extends InputStream {
  private final InputStream in;
  private final Descriptor layer;
  private final MessageDigest hash;
  private long count;

  PackedInput(InputStream in, Descriptor layer) {
    this.in = in;
    this.layer = layer;
    this.hash = layer.digest().algorithm().start();
  }

  long count() {
    return count;
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
      count += n;
      if (count > layer.size()) {
        throw wrongSize("more than " + layer.size());
      }
    }
    return n;
  }

  /// Never 0, because `GZIPInputStream` takes that for the end between two members of one file.
  @Override
  public int available() {
    return 1;
  }

  /// Reads to the end and fails with `CORRUPT` unless all of it is what the descriptor says.
  void verify() throws IOException {
    byte[] buffer = new byte[64 << 10];
    int n = 0;
    while (n >= 0) {
      n = read(buffer, 0, buffer.length);
    }
    if (count != layer.size()) {
      throw wrongSize(Long.toString(count));
    }
    Verified.requireDigest(layer, Digest.finish(layer.digest().algorithm(), hash));
  }

  private Failure wrongSize(String found) {
    return Failure.of(
            Failure.Kind.CORRUPT,
            "layer is not of the size it should be",
            layer.digest().toString())
        .with("expected", layer.size() + " bytes")
        .with("found", found + " bytes");
  }
}
