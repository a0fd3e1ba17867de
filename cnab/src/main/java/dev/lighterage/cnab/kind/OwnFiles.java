package dev.lighterage.cnab.kind;

/// What `lighter` itself leaves beside a recipe: the folder `.lighter`, where a build and a layout
/// keep what can be made again, and `lighter.lock`.
///
/// No artifact holds them: a folder that has its own recipe in it would hold the last build of
/// itself, and no two builds would be alike.
final class OwnFiles {
  private static final String FOLDER = ".lighter";
  private static final String LOCK = "lighter.lock";

  private OwnFiles() {}

  /// Whether `path`, with `/`, is one of them, at whatever depth.
  static boolean has(String path, boolean folder) {
    return path.substring(path.lastIndexOf('/') + 1).equals(folder ? FOLDER : LOCK);
  }
}
