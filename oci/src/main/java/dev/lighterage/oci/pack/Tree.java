package dev.lighterage.oci.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Files and folders and nothing else, in a new folder of their own: for charts and folders that
/// people packed.
///
/// Links, devices, fifos, two entries of one name, names that are one on another system, and names
/// that lead anywhere else are refused. Of the mode only the executable bit counts.
final class Tree implements UnpackTarget {
  private final Path root;
  private final Maker maker;

  /// Exact names by what they are without case; a folder's ends in `/`.
  private final Map<String, String> taken = new HashMap<>();

  Tree(Path root) {
    this.root = root;
    this.maker = new Maker(root);
  }

  @Override
  public void put(Entry entry, TarReader archive) throws IOException {
    List<String> parts = Names.parts(entry.name());
    Names.requirePortable(entry.name());
    switch (entry.type()) {
      case FOLDER -> folders(parts);
      case FILE -> {
        if (parts.isEmpty()) {
          throw Names.refused(entry.name(), "it is not the name of a file");
        }
        Path parent = folders(parts.subList(0, parts.size() - 1));
        take(String.join("/", parts), entry.name());
        Path file = parent.resolve(parts.getLast());
        maker.file(file, archive);
        maker.mode(file, (entry.mode() & 0100) != 0 ? 0755 : 0644);
      }
      case SYMBOLIC_LINK, HARD_LINK -> throw Names.refused(entry.name(), "it is a link");
      case OTHER -> throw Names.refused(entry.name(), "it is neither file nor folder");
    }
  }

  private Path folders(List<String> parts) {
    Path at = root;
    for (int i = 0; i < parts.size(); i++) {
      at = at.resolve(parts.get(i));
      if (take(String.join("/", parts.subList(0, i + 1)) + "/", at.toString())) {
        maker.folder(at);
        maker.mode(at, 0755);
      }
    }
    return at;
  }

  /// Whether the name is new; a folder may come again.
  private boolean take(String name, String entry) {
    String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    String before = taken.putIfAbsent(Names.folded(plain), name);
    if (before != null && !(before.equals(name) && name.endsWith("/"))) {
      throw Names.refused(entry, "another entry has this name, or one that differs in case only");
    }
    return before == null;
  }
}
