package dev.lighterage.cnab.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The descriptors of the mixins that we ship, as they are in this repository.
final class Mixins {
  private Mixins() {}

  static String descriptor(String name) {
    try {
      return Files.readString(Path.of("../mixins", name, "mixin.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
