package dev.lighterage.cnab.kind;

import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;

/// The name under which ORAS lays a file or folder down: one part of a path.
final class Title {
  /// In UTF-16 units; what file systems take is 255 bytes, which they say themselves.
  private static final int LONGEST = 255;

  private Title() {}

  /// The last name of `path`, if it can be a title; fails with `INVALID` otherwise.
  static String of(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return require(name == null ? "" : name.toString(), path.toString());
  }

  /// `title` if it names one file: no folder, no way out, no control character. `subject` is what
  /// the failure is about.
  static String require(String title, String subject) {
    boolean bad =
        title.isEmpty()
            || title.equals(".")
            || title.equals("..")
            || title.length() > LONGEST
            || title.chars().anyMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7F);
    if (bad) {
      throw Failure.of(Failure.Kind.INVALID, "title is not a file's name", subject)
          .with("found", title);
    }
    return title;
  }
}
