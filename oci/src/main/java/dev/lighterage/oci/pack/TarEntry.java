package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One thing to be put into an archive, by its name: relative, parts joined by `/`, none of them
/// empty, `.` or `..`. Owner, group and times are not part of it: an archive has one time and no
/// owners.
public sealed interface TarEntry {
  String name();

  /// Permission bits, at most `07777`.
  int mode();

  /// A regular file.
  record File(String name, int mode, Content content) implements TarEntry {
    public File {
      requireName(name);
      requireMode(name, mode);
    }
  }

  /// A folder; what is in it has entries of its own.
  record Folder(String name, int mode) implements TarEntry {
    public Folder {
      requireName(name);
      requireMode(name, mode);
    }
  }

  /// A symbolic link; `target` is written as it is.
  record Link(String name, String target) implements TarEntry {
    public Link {
      requireName(name);
    }

    @Override
    public int mode() {
      return 0777;
    }
  }

  /// A file of mode 0755 or 0644.
  static TarEntry file(String name, boolean executable, Content content) {
    return new File(name, executable ? 0755 : 0644, content);
  }

  /// A folder of mode 0755.
  static TarEntry folder(String name) {
    return new Folder(name, 0755);
  }

  static TarEntry link(String name, String target) {
    return new Link(name, target);
  }

  private static void requireName(String name) {
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw Failure.of(Failure.Kind.INVALID, "not a name for an archive", name)
            .with("expected", "relative, without empty parts, . and ..");
      }
    }
    // U+FFFD is what Java makes of bytes that are no text in this locale; packed, it would be
    // another name.
    if (name.indexOf('\uFFFD') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "file name beyond this locale", name);
    }
  }

  private static void requireMode(String name, int mode) {
    if ((mode & ~07777) != 0) {
      throw Failure.of(Failure.Kind.INVALID, "not a file mode", name)
          .with("found", Integer.toOctalString(mode));
    }
  }

  /// By the bytes of their names in UTF-8, the order of every archive written here.
  static int compareNames(TarEntry one, TarEntry other) {
    return Arrays.compareUnsigned(
        one.name().getBytes(StandardCharsets.UTF_8), other.name().getBytes(StandardCharsets.UTF_8));
  }

  /// The entries in their order; fails with `INVALID` when two have one name.
  static List<TarEntry> sorted(List<TarEntry> entries) {
    List<TarEntry> sorted = entries.stream().sorted(TarEntry::compareNames).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).name().equals(sorted.get(i - 1).name())) {
        throw Failure.of(Failure.Kind.INVALID, "two files of one name", sorted.get(i).name());
      }
    }
    return sorted;
  }
}
