package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.ScratchFile;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A blob on its way into a layout, in any number of pieces, whose digest is named at the end.
///
/// Not for use by several threads at once. Failures: `STORAGE` when the disk refuses, `CORRUPT`
/// when the digest at the end is another one.
public final class BlobWriter implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final BlobFolder blobs;
  private final MessageDigest hash = Digest.Algorithm.SHA256.start();
  private @Nullable ScratchFile file;
  private long size;

  BlobWriter(BlobFolder blobs) {
    this.blobs = blobs;
  }

  /// Bytes that are here so far.
  public long size() {
    return size;
  }

  /// Appends all of `in`. What came before `in` broke off stays; its `IOException` is passed on.
  public void append(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      try {
        open().append(buffer, 0, n);
      } catch (IOException e) {
        throw blobs.failed(e);
      }
      hash.update(buffer, 0, n);
      size += n;
    }
  }

  private ScratchFile open() throws IOException {
    ScratchFile opened = file;
    if (opened == null) {
      opened = blobs.start();
      file = opened;
    }
    return opened;
  }

  /// Lets the blob appear under `digest`, which must be that of all its bytes; the writer is spent
  /// then.
  public void commit(Digest digest) {
    try {
      ScratchFile written = open();
      Digest found =
          switch (digest.algorithm()) {
            case SHA256 -> Digest.finish(Digest.Algorithm.SHA256, hash);
            case SHA512 -> written.digest(Digest.Algorithm.SHA512);
          };
      if (!found.equals(digest)) {
        throw Failure.of(
                Failure.Kind.CORRUPT, "content is not what its digest says", digest.toString())
            .with("found", found);
      }
      blobs.publish(written, digest);
    } catch (IOException e) {
      throw blobs.failed(e);
    } finally {
      close();
    }
  }

  /// Drops what was not committed.
  @Override
  public void close() {
    ScratchFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw blobs.failed(e);
      }
    }
  }
}
