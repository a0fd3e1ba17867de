package dev.lighterage.mixins.files;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/// Takes away what a ledger holds, and nothing else: a file that somebody changed since is left and
/// named, a folder goes when it is empty.
final class Remove {
  private final GrantedFolder folder;
  private final PrintStream talk;

  Remove(GrantedFolder folder, PrintStream talk) {
    this.folder = folder;
    this.talk = talk;
  }

  /// Takes away all that the owner put and gives the number of files.
  int run() throws IOException {
    int gone = remove(folder.ledger());
    folder.keep(Ledger.empty());
    talk.println("files: " + gone + " taken away");
    return gone;
  }

  /// Takes away the entries of `ledger`, innermost first, and gives the number of files.
  int remove(Ledger ledger) throws IOException {
    int gone = 0;
    for (Map.Entry<String, Ledger.Entry> entry : ledger.entries().reversed().entrySet()) {
      gone += remove(entry.getKey(), entry.getValue()) ? 1 : 0;
    }
    return gone;
  }

  private boolean remove(String path, Ledger.Entry entry) throws IOException {
    Path at = folder.at(path);
    Path parent = Path.of(path).getParent();
    if (parent != null && folder.blocked(parent.toString()) != null) {
      return false;
    }
    if (entry.isFolder()) {
      removeFolder(at);
      return false;
    }
    if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (!Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)
        || !entry.hashes().contains(Tree.hash(at))) {
      talk.println("files: left in place, since it was changed: " + path);
      return false;
    }
    return Files.deleteIfExists(at);
  }

  private static void removeFolder(Path at) throws IOException {
    try {
      if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(at);
      }
    } catch (DirectoryNotEmptyException others) {
      // Somebody else put something there: it stays.
      return;
    }
  }
}
