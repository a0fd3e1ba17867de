package dev.lighterage.cnab.index;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The vectors that real tools wrote: contract/src/test/resources/cnab-vectors.
final class Vectors {
  static final Path FOLDER = Path.of("../contract/src/test/resources/cnab-vectors");

  /// Vectors that are bundles; `doc101` is JSON only.
  static final List<String> BUNDLES =
      List.of(
          "H",
          "W",
          "shop",
          "classic",
          "classic-controls",
          "classic-numbers",
          "classic-order",
          "porter-stamp/smallest",
          "porter-stamp/honest");

  private Vectors() {}

  static Bytes bytes(String file) throws IOException {
    return Bytes.of(Files.readAllBytes(FOLDER.resolve(file)));
  }

  static Bundle bundle(String vector) throws IOException {
    return Bundle.read(bytes(vector + "/bundle.json"));
  }
}
