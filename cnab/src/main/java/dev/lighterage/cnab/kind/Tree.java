package dev.lighterage.cnab.kind;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// What lies below a folder, in an order of its own: whatever the disk lists first, the same input
/// gives the same list.
final class Tree {
  /// Ours: as many entries as a large checkout has.
  private static final int MAX_ENTRIES = 200_000;

  private static final int MAX_DEPTH = 100;

  private final Path top;
  private final BiPredicate<String, Boolean> ignores;
  private final Links links;
  private final List<Entry> entries = new ArrayList<>();

  /// One file or folder: its path below the top, with `/`, and where it is.
  record Entry(String path, Path file, boolean folder) {}

  /// What is done with a symbolic link that is not ignored.
  enum Links {
    /// It is refused.
    REFUSE,
    /// What it leads to is taken for it, if that lies below the top.
    FOLLOW_INSIDE
  }

  private Tree(Path top, BiPredicate<String, Boolean> ignores, Links links) {
    this.top = top;
    this.ignores = ignores;
    this.links = links;
  }

  /// Files and folders below `top` but those that `ignores` (called with path and whether it is a
  /// folder) leaves out. Fails with `NOT_FOUND` and `INVALID` for a top that is no folder,
  /// `INVALID` with the path for a link or a device, `TOO_LARGE`, `STORAGE`.
  static List<Entry> list(Path top, BiPredicate<String, Boolean> ignores, Links links) {
    if (!Files.exists(top)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such folder", top.toString());
    }
    if (!Files.isDirectory(top)) {
      throw Failure.of(Failure.Kind.INVALID, "not a folder", top.toString());
    }
    var tree = new Tree(top, ignores, links);
    tree.walk(top, "", 0);
    return List.copyOf(tree.entries);
  }

  private void walk(Path folder, String prefix, int depth) {
    if (depth > MAX_DEPTH) {
      throw tooLarge(folder, MAX_DEPTH + " folders in each other");
    }
    for (Path file : children(folder)) {
      String path = prefix + file.getFileName();
      boolean isFolder = Files.isDirectory(file);
      if (ignores.test(path, isFolder)) {
        continue;
      }
      if (Files.isSymbolicLink(file)) {
        requireAllowed(file);
      } else if (!isFolder && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw Failure.of(Failure.Kind.INVALID, "neither file nor folder", file.toString());
      }
      if (entries.size() >= MAX_ENTRIES) {
        throw tooLarge(top, MAX_ENTRIES + " files and folders");
      }
      entries.add(new Entry(path, file, isFolder));
      if (isFolder) {
        walk(file, path + "/", depth + 1);
      }
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted(Comparator.comparing(p -> String.valueOf(p.getFileName()))).toList();
    } catch (IOException e) {
      throw Failure.storage("could not list", folder, e);
    }
  }

  private void requireAllowed(Path link) {
    try {
      Path target = Files.readSymbolicLink(link);
      if (links == Links.REFUSE) {
        throw Failure.of(Failure.Kind.INVALID, "a link, which no artifact keeps", link.toString())
            .with("target", target);
      }
      Path real = link.toRealPath();
      boolean inside = real.startsWith(top.toRealPath());
      boolean round = link.resolveSibling("").toRealPath().startsWith(real);
      if (!inside || round) {
        throw Failure.of(
                Failure.Kind.INVALID,
                inside ? "a link that leads round" : "a link that leads out",
                link.toString())
            .with("target", target);
      }
    } catch (IOException e) {
      throw Failure.storage("could not follow", link, e);
    }
  }

  private static Failure tooLarge(Path subject, String limit) {
    return Failure.of(Failure.Kind.TOO_LARGE, "folder over the limit", subject.toString())
        .with("limit", limit);
  }
}
