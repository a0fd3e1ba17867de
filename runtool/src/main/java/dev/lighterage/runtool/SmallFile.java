package dev.lighterage.runtool;

import dev.lighterage.oci.json.JsonLimits;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Reads and writes small files whole.
final class SmallFile {
  private SmallFile() {}

  /// A document; fails with `TOO_LARGE` above the limit of JSON documents, `STORAGE` when it cannot
  /// be read.
  static Bytes read(Path file) {
    return read(file, JsonLimits.DOCUMENT.bytes());
  }

  /// At most `limit` bytes.
  static Bytes read(Path file, int limit, LinkOption... options) {
    try (InputStream in = Files.newInputStream(file, options)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "file over the limit", file.toString())
            .with("limit", limit + " bytes");
      }
      return Bytes.of(bytes);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString())
          .with("why", e.getClass().getSimpleName())
          .because(e);
    }
  }

  /// The text of `bytes`; fails with `INVALID` for what is not UTF-8. `subject` names them.
  static String text(Bytes bytes, String subject) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(java.nio.ByteBuffer.wrap(bytes.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Failure.of(Failure.Kind.INVALID, "not UTF-8", subject).because(e);
    }
  }

  /// Copies what a failed program printed to where people look; what cannot be read is not shown.
  static void show(Path file, PrintStream to) {
    try {
      Files.copy(file, to);
      to.flush();
    } catch (IOException e) {
      to.println("run tool: could not read what the program printed");
    }
  }

  /// Puts `bytes` under `file` in one step, so that a reader sees the old file or the new one.
  static void replace(Path file, Bytes bytes) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.write(fresh, bytes.toArray());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write", file.toString()).because(e);
    }
  }
}
