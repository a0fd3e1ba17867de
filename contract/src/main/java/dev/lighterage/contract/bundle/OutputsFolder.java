package dev.lighterage.contract.bundle;

import java.util.ArrayDeque;

/// Paths in the invocation image, and whether they lie in the outputs folder.
final class OutputsFolder {
  /// [101.65].
  private static final String FOLDER = "/cnab/app/outputs";

  private OutputsFolder() {}

  /// `path` without `.`, `..` and doubled slashes; a relative path counts from the root ([103.21]).
  static String plain(String path) {
    var parts = new ArrayDeque<String>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /// Whether `path` is the folder or lies in it.
  static boolean holds(String path) {
    String plain = plain(path);
    return plain.equals(FOLDER) || plain.startsWith(FOLDER + "/");
  }

  /// Whether `path` is plainly written and names something in the folder.
  static boolean isOutput(String path) {
    return path.startsWith(FOLDER + "/") && plain(path).equals(path);
  }
}
