package dev.lighterage.oci.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The root of an image, one layer laid over the other.
///
/// Links are kept and resolved inside the root, as they will be in a run; nothing is ever written
/// through one. Whiteouts remove what lower layers have. Devices, fifos, and links that climb over
/// the root are refused; owners are not kept, and set-user-id bits neither. Source: image-spec 1.1,
/// layer.md, "Applying Changesets" and "Whiteouts".
final class RootFolder implements UnpackTarget {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /// Linux's own limit, path_resolution(7).
  private static final int MAX_LINKS = 40;

  private final Path root;
  private final Maker maker;
  private Set<Path> written = new HashSet<>();

  RootFolder(Path root) {
    this.root = root;
    this.maker = new Maker(root);
  }

  /// Everything from here on is another layer, over those before.
  void startLayer() {
    written = new HashSet<>();
  }

  @Override
  public void put(Entry entry, TarReader archive) throws IOException {
    List<String> parts = Names.parts(entry.name());
    if (parts.isEmpty()) {
      if (entry.type() != Entry.Type.FOLDER) {
        throw Names.refused(entry.name(), "it is not the name of a file");
      }
      return;
    }
    Path parent = parent(parts);
    String last = parts.getLast();
    if (last.startsWith(WHITEOUT)) {
      whiteOut(parent, last, entry.name());
      return;
    }
    Path path = parent.resolve(last);
    make(entry, path, archive);
    written.add(path);
  }

  private void make(Entry entry, Path path, TarReader archive) throws IOException {
    switch (entry.type()) {
      case FOLDER -> {
        if (!maker.look(path).map(BasicFileAttributes::isDirectory).orElse(false)) {
          clear(path);
          maker.folder(path);
        }
        // Its owner must be able to fill and to remove it.
        maker.mode(path, entry.mode() | 0700);
      }
      case FILE -> {
        clear(path);
        maker.file(path, archive);
        maker.mode(path, entry.mode());
      }
      case SYMBOLIC_LINK -> {
        requireInside(entry, path);
        clear(path);
        maker.symbolicLink(path, entry.target());
      }
      case HARD_LINK -> hardLink(entry, path);
      case OTHER -> throw Names.refused(entry.name(), "it is neither file, folder nor link");
    }
  }

  private void clear(Path path) {
    if (maker.look(path).isPresent()) {
      maker.remove(path);
    }
  }

  /// An absolute target begins at the root of the image; a relative one must not climb over it.
  private void requireInside(Entry entry, Path path) {
    String target = entry.target();
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw Names.refused(entry.name(), "it is a link to nothing");
    }
    int depth = target.startsWith("/") ? 0 : root.relativize(path).getNameCount() - 1;
    for (String part : target.split("/", -1)) {
      depth += part.equals("..") ? -1 : part.isEmpty() || part.equals(".") ? 0 : 1;
      if (depth < 0) {
        throw Names.refused(entry.name(), "it is a link out of the root: " + target);
      }
    }
  }

  private void hardLink(Entry entry, Path path) {
    List<String> parts = Names.parts(entry.target());
    if (parts.isEmpty()) {
      throw Names.refused(entry.name(), "it is a link to nothing");
    }
    Path existing = parent(parts).resolve(parts.getLast());
    if (existing.equals(path)
        || !maker.look(existing).map(BasicFileAttributes::isRegularFile).orElse(false)) {
      throw Names.refused(entry.name(), "it is a link to what is no file here: " + entry.target());
    }
    clear(path);
    maker.hardLink(path, existing);
  }

  private void whiteOut(Path parent, String last, String name) {
    if (last.equals(OPAQUE)) {
      removeLower(parent, true);
    } else if (!last.startsWith(WHITEOUT + WHITEOUT)) {
      String hidden = last.substring(WHITEOUT.length());
      if (Names.parts(hidden).size() != 1) {
        throw Names.refused(name, "it hides no name");
      }
      removeLower(parent.resolve(hidden), false);
    }
  }

  /// Removes what lower layers put at `path`, or only what they put into it; what this layer wrote
  /// stays.
  private void removeLower(Path path, boolean contentOnly) {
    Optional<BasicFileAttributes> found = maker.look(path);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().isDirectory()) {
      maker.list(path).forEach(child -> removeLower(child, false));
    }
    boolean kept = contentOnly || written.contains(path);
    if (!kept && !(found.get().isDirectory() && !maker.list(path).isEmpty())) {
      maker.remove(path);
    }
  }

  /// The folder that holds the last part of a name: made where it is missing, its links resolved
  /// inside the root, so that the path answered has none.
  private Path parent(List<String> parts) {
    Deque<String> ahead = new ArrayDeque<>(parts.subList(0, parts.size() - 1));
    List<String> way = new ArrayList<>();
    int links = 0;
    while (!ahead.isEmpty()) {
      String part = ahead.removeFirst();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        if (!way.isEmpty()) {
          way.removeLast();
        }
        continue;
      }
      Path at = path(way).resolve(part);
      Optional<BasicFileAttributes> found = maker.look(at);
      if (found.isEmpty()) {
        maker.folder(at);
        maker.mode(at, 0755);
        written.add(at);
        way.add(part);
      } else if (found.get().isDirectory()) {
        way.add(part);
      } else if (found.get().isSymbolicLink() && links++ < MAX_LINKS) {
        String target = maker.target(at);
        if (target.startsWith("/")) {
          way.clear();
        }
        List.of(target.split("/", -1)).reversed().forEach(ahead::addFirst);
      } else {
        throw Names.refused(String.join("/", parts), "a file or too many links are in its way");
      }
    }
    return path(way);
  }

  private Path path(List<String> way) {
    Path at = root;
    for (String part : way) {
      at = at.resolve(part);
    }
    return at;
  }
}
