package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;

/// A regular file of the author: its content stays where it is and is described.
record LocalFile(Path path, long size, Digest digest) {
  private static final int BUFFER = 256 << 10;

  /// Hashes the file; fails with `NOT_FOUND`, `INVALID` for what is no regular file, `STORAGE`.
  static LocalFile of(Path path) {
    requireFile(path);
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest hash = Digest.Algorithm.SHA256.start();
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
        size += n;
      }
      return new LocalFile(path, size, Digest.finish(Digest.Algorithm.SHA256, hash));
    } catch (IOException e) {
      throw Failure.storage("could not read", path, e);
    }
  }

  /// All of a small file; fails with `TOO_LARGE` above `limit` bytes, and as [#of] does.
  static Bytes read(Path path, int limit) {
    requireFile(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "file over the limit", path.toString())
            .with("limit", limit + " bytes");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw Failure.storage("could not read", path, e);
    }
  }

  Descriptor describedAs(String mediaType) {
    return Descriptor.of(mediaType, digest, size);
  }

  Content content() {
    return Content.of(path);
  }

  /// Whether the owner may execute it; on a system without such bits, nobody may.
  boolean executable() {
    return executable(path);
  }

  static boolean executable(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (IOException e) {
      throw Failure.storage("could not read", path, e);
    }
  }

  static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw Failure.storage("could not read", path, e);
    }
  }

  private static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", path.toString());
    }
    if (!Files.isRegularFile(path)) {
      throw Failure.of(Failure.Kind.INVALID, "not a file", path.toString());
    }
  }
}
