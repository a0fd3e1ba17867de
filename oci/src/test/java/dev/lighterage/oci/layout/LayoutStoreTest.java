package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.content.StoreContract;
import java.nio.file.Path;
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
}
