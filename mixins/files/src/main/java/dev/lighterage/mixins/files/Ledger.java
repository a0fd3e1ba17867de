package dev.lighterage.mixins.files;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one owner put into a folder: files with the hashes that their content may have, and folders
/// that were made for them.
///
/// Text: a line `lighterage-files 1`, then for each folder `d PATH` and for each file `f HASH…
/// PATH` (SHA-256 in hex; two while a new content is on its way), the path URL-encoded. Lines are
/// sorted by path.
record Ledger(SortedMap<String, Entry> entries) {
  private static final String HEAD = "lighterage-files 1";

  /// A folder has no hashes.
  record Entry(List<String> hashes) {
    boolean isFolder() {
      return hashes.isEmpty();
    }
  }

  Ledger {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  static Ledger empty() {
    return new Ledger(new TreeMap<>());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Whether the owner put a file with this content at `path`.
  boolean has(String path, String hash) {
    Entry entry = entries.get(path);
    return entry != null && entry.hashes().contains(hash);
  }

  static Ledger read(String text) {
    var all = new TreeMap<String, Entry>();
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
      throw new Refusal(Refusal.Reason.STORAGE, "the ledger is not one of version 1");
    }
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = List.of(line.split(" ", -1));
      boolean good =
          words.getFirst().equals("d") ? words.size() == 2 : line.matches("f( [0-9a-f]{64})+ \\S+");
      if (!good) {
        throw new Refusal(Refusal.Reason.STORAGE, "the ledger has a broken line");
      }
      all.put(
          URLDecoder.decode(words.getLast(), StandardCharsets.UTF_8),
          new Entry(List.copyOf(words.subList(1, words.size() - 1))));
    }
    return new Ledger(all);
  }

  String text() {
    var out = new StringBuilder(HEAD).append('\n');
    entries.forEach(
        (path, entry) -> {
          out.append(entry.isFolder() ? "d" : "f");
          entry.hashes().forEach(hash -> out.append(' ').append(hash));
          out.append(' ').append(URLEncoder.encode(path, StandardCharsets.UTF_8)).append('\n');
        });
    return out.toString();
  }
}
