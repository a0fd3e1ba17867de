package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.content.StoreContract;
import dev.lighterage.oci.model.Descriptor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class LayoutStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  protected Store store() {
    return LayoutStore.create(folder.resolve("one"));
  }

  @Override
  protected Store sibling() {
    return LayoutStore.create(folder.resolve("two"));
  }

  @Override
  protected Optional<Path> file(Descriptor blob) {
    return Optional.of(folder.resolve("one/blobs/sha256").resolve(blob.digest().hex()));
  }
}
