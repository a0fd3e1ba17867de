package dev.lighterage.oci.content;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Reads content to its end and holds it to its descriptor.
///
/// Fails with `CORRUPT` when size or digest differ, as soon as that is known: reading stops one
/// byte past the size that the descriptor promised. The failure names the place that the content
/// was read from, if it has one ([Content#located]).
public final class Verified {
  /// 256 KiB: measured best for hashing and for loopback transfers.
  private static final int BUFFER = 256 << 10;

  private Verified() {}

  /// Copies `content` to `out`; `out` has proven bytes only when this returns.
  public static void copy(Descriptor descriptor, Content content, OutputStream out)
      throws IOException {
    try (InputStream in = content.open(0)) {
      copy(descriptor, in, out);
    } catch (Failure broken) {
      throw content.located(broken);
    }
  }

  /// The same for a stream at its beginning; the failure names the digest alone.
  public static void copy(Descriptor descriptor, InputStream in, OutputStream out)
      throws IOException {
    MessageDigest hash = descriptor.digest().algorithm().start();
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
      if (total > descriptor.size()) {
        throw wrongSize(descriptor, "more than " + descriptor.size());
      }
      hash.update(buffer, 0, n);
      out.write(buffer, 0, n);
    }
    if (total != descriptor.size()) {
      throw wrongSize(descriptor, Long.toString(total));
    }
    requireDigest(descriptor, Digest.finish(descriptor.digest().algorithm(), hash));
  }

  /// All of a small blob, verified; `limit` in bytes, above which it fails with `TOO_LARGE` before
  /// anything is read.
  public static Bytes read(Descriptor descriptor, Content content, int limit) {
    if (descriptor.size() > limit) {
      throw Failure.of(
              Failure.Kind.TOO_LARGE, "content over the limit", descriptor.digest().toString())
          .with("size", descriptor.size())
          .with("limit", limit + " bytes");
    }
    try {
      var out = new ByteArrayOutputStream((int) descriptor.size());
      copy(descriptor, content, out);
      return Bytes.of(out.toByteArray());
    } catch (IOException e) {
      throw unreadable(descriptor, content, e);
    }
  }

  /// Content that broke off.
  public static Failure unreadable(Descriptor descriptor, Content content, IOException cause) {
    return content.located(
        Failure.of(
                Failure.Kind.UNREACHABLE, "could not read content", descriptor.digest().toString())
            .because(cause));
  }

  /// Fails with `CORRUPT` unless `found` is the descriptor's digest.
  public static void requireDigest(Descriptor descriptor, Digest found) {
    if (!found.equals(descriptor.digest())) {
      throw Failure.of(
              Failure.Kind.CORRUPT,
              "content is not what its digest says",
              descriptor.digest().toString())
          .with("found", found);
    }
  }

  private static Failure wrongSize(Descriptor descriptor, String found) {
    return Failure.of(
            Failure.Kind.CORRUPT,
            "content is not of the size it should be",
            descriptor.digest().toString())
        .with("expected", descriptor.size() + " bytes")
        .with("found", found + " bytes");
  }
}
