package dev.lighterage.mixins.files;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Makes a folder hold a tree, touching nothing that somebody else put there.
///
/// The ledger is widened before the first file changes and narrowed after the last, so that a run
/// that was cut off is gone on with by the next.
final class Put {
  private final GrantedFolder folder;
  private final PrintStream talk;

  Put(GrantedFolder folder, PrintStream talk) {
    this.folder = folder;
    this.talk = talk;
  }

  /// Gives the number of files that now stand. Refuses with `IN_THE_WAY` before anything is
  /// changed.
  int run(Path source) throws IOException {
    Tree tree = Tree.of(source);
    Ledger before = folder.ledger();
    List<String> inTheWay = inTheWay(tree, before);
    if (!inTheWay.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.IN_THE_WAY,
          "these were put or changed by somebody else: " + String.join(", ", inTheWay));
    }
    Ledger after = after(tree, before);
    folder.keep(both(before, after));
    for (Map.Entry<String, Tree.Node> node : tree.nodes().entrySet()) {
      place(node.getKey(), node.getValue());
    }
    int gone = new Remove(folder, talk).remove(outdated(before, after));
    folder.keep(after);
    int files = (int) after.entries().values().stream().filter(e -> !e.isFolder()).count();
    talk.println("files: " + files + " in place, " + gone + " taken away");
    return files;
  }

  private List<String> inTheWay(Tree tree, Ledger before) throws IOException {
    var found = new ArrayList<String>();
    for (Map.Entry<String, Tree.Node> node : tree.nodes().entrySet()) {
      String path = node.getKey();
      Path parent = Path.of(path).getParent();
      String blocked =
          node.getValue().isFolder()
              ? folder.blocked(path)
              : parent == null ? null : folder.blocked(parent.toString());
      if (blocked != null && !outgoing(blocked, tree, before)) {
        found.add(blocked);
      } else if (!node.getValue().isFolder() && foreign(path, before)) {
        found.add(path);
      }
    }
    return List.copyOf(new LinkedHashSet<>(found));
  }

  /// Whether what blocks the way is a file of ours that the new tree no longer has.
  private boolean outgoing(String path, Tree tree, Ledger before) throws IOException {
    Tree.Node node = tree.nodes().get(path);
    return (node == null || node.isFolder()) && !foreign(path, before);
  }

  private boolean foreign(String path, Ledger before) throws IOException {
    Path at = folder.at(path);
    if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return !Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) || !before.has(path, Tree.hash(at));
  }

  /// What will be ours: all files, and those folders that are not there or are ours already.
  private Ledger after(Tree tree, Ledger before) {
    var entries = new TreeMap<String, Ledger.Entry>();
    tree.nodes()
        .forEach(
            (path, node) -> {
              if (!node.isFolder()) {
                entries.put(path, new Ledger.Entry(List.of(node.hash())));
              } else if (before.entries().containsKey(path)
                  || !Files.isDirectory(folder.at(path))) {
                entries.put(path, new Ledger.Entry(List.of()));
              }
            });
    return new Ledger(entries);
  }

  private static Ledger both(Ledger before, Ledger after) {
    var entries = new TreeMap<>(before.entries());
    after
        .entries()
        .forEach(
            (path, entry) ->
                entries.merge(
                    path,
                    entry,
                    (old, fresh) -> {
                      var hashes = new LinkedHashSet<>(old.hashes());
                      hashes.addAll(fresh.hashes());
                      return new Ledger.Entry(List.copyOf(hashes));
                    }));
    return new Ledger(entries);
  }

  private static Ledger outdated(Ledger before, Ledger after) {
    var entries = new TreeMap<>(before.entries());
    entries.keySet().removeAll(after.entries().keySet());
    return new Ledger(entries);
  }

  private void place(String path, Tree.Node node) throws IOException {
    Path at = folder.at(path);
    if (node.isFolder()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(at);
        Files.createDirectory(at);
      }
    } else if (!Files.exists(at) || !Tree.hash(at).equals(node.hash())) {
      folder.place(node.source(), path, node.executable());
    } else {
      Modes.set(at, node.executable());
    }
  }
}
