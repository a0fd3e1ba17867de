package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads YAML documents.
public final class Yaml {
  private Yaml() {}

  /// Reads a file of ours; see [#read(String, Bytes)]. Fails with `NOT_FOUND`, `STORAGE`, `INVALID`
  /// and `TOO_LARGE`; positions name the file as `file` is written.
  public static YamlNode read(Path file) {
    return read(file.toString(), load(file));
  }

  /// Reads exactly one document of ours, strictly: YAML 1.2, core schema. Refused with `INVALID`:
  /// doubled keys, keys that are no strings, anchors, aliases, tags, directives, a second document,
  /// infinities, and what is not UTF-8; with `TOO_LARGE`: what passes the limits.
  public static YamlNode read(String name, Bytes bytes) {
    return YamlReader.read(name, bytes, YamlReader.Manner.STRICT);
  }

  /// The same for a document that somebody else wrote: anchors and aliases are followed, as long as
  /// the document written out stays within the limits, and keys may be scalars of any type.
  public static YamlNode readForeign(String name, Bytes bytes) {
    return YamlReader.read(name, bytes, YamlReader.Manner.FOREIGN);
  }

  private static Bytes load(Path file) {
    int limit = YamlLimits.DOCUMENT.bytes();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw YamlReader.tooLarge(file.toString(), limit + " bytes");
      }
      return Bytes.of(bytes);
    } catch (NoSuchFileException e) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", file.toString()).because(e);
    } catch (IOException e) {
      throw Failure.storage("could not read", file, e);
    }
  }
}
