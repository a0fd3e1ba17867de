package dev.lighterage.cnab.image;

import dev.lighterage.oci.json.JsonLimits;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads documents of ours whole.
final class SmallFiles {
  private SmallFiles() {}

  /// Fails with `NOT_FOUND`, `STORAGE`, or `TOO_LARGE` above the limit of JSON documents.
  static Bytes read(Path file) {
    int limit = JsonLimits.DOCUMENT.bytes();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "file over the limit", file.toString())
            .with("limit", limit + " bytes");
      }
      return Bytes.of(bytes);
    } catch (NoSuchFileException e) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", file.toString()).because(e);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }
}
