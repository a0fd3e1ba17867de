package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The repositories below one folder: `shop/web` is the layout in `shop/web/_layout`, a name that
/// no part of a repository's name can be.
final class Repositories {
  private static final String LAYOUT = "_layout";

  /// Stands for this registry where a whole name is checked.
  private static final String SOME_REGISTRY = "localhost";

  private final Path root;

  Repositories(Path root) {
    this.root = root;
  }

  /// The repository's layout; empty when nothing was ever pushed there.
  Optional<LayoutStore> find(String name) {
    Path folder = folder(name);
    return Files.isRegularFile(folder.resolve("oci-layout"))
        ? Optional.of(LayoutStore.open(folder))
        : Optional.empty();
  }

  LayoutStore require(String name) {
    return find(name).orElseThrow(() -> Refusal.unknownRepository(name));
  }

  LayoutStore create(String name) {
    return LayoutStore.create(folder(name));
  }

  private Path folder(String name) {
    try {
      var checked = new Repository(SOME_REGISTRY, name);
      return root.resolve(checked.name()).resolve(LAYOUT);
    } catch (Failure invalid) {
      throw new Refusal(400, "NAME_INVALID", "invalid repository name");
    }
  }

  /// All names, sorted.
  List<String> names() throws IOException {
    var names = new ArrayList<String>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.endsWith(LAYOUT)) {
              return FileVisitResult.CONTINUE;
            }
            names.add(root.relativize(folder.resolveSibling("")).toString());
            return FileVisitResult.SKIP_SUBTREE;
          }
        });
    return names.stream().sorted().toList();
  }
}
