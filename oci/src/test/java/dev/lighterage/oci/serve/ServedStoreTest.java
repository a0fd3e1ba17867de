package dev.lighterage.oci.serve;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.content.StoreContract;
import dev.lighterage.oci.model.Descriptor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A repository of a registry keeps what every store keeps, over HTTP, at our own registry.
class ServedStoreTest extends StoreContract {
  @TempDir private Path root;
  private ServedRegistry registry;

  @BeforeEach
  void start() {
    registry = ServedRegistry.start(root);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Override
  protected Store store() {
    return registry.repository("shop/one");
  }

  @Override
  protected Store sibling() {
    return registry.repository("shop/two");
  }

  @Override
  protected Optional<Path> file(Descriptor blob) {
    Path blobs = root.resolve("registry/shop/one/_layout/blobs/sha256");
    return Optional.of(blobs.resolve(blob.digest().hex()));
  }
}
