package dev.lighterage.cnab.image;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Gathers what goes into one layer, by its path in the image; folders above are added.
final class FileTree {
  private final TreeMap<String, TarEntry> entries = new TreeMap<>();

  /// Puts a file or a folder with all that is in it at `path`, which is absolute in the image. Of
  /// modes only the executable bit counts. Fails with `NOT_FOUND`, and with `INVALID` for links and
  /// whatever is neither file nor folder.
  FileTree put(String path, Path source) {
    String name = path.substring(1);
    if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      return put(TarEntry.file(name, Files.isExecutable(source), Content.of(source)));
    }
    if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", source.toString());
    }
    if (!Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(Failure.Kind.INVALID, "neither a file nor a folder", source.toString());
    }
    put(TarEntry.folder(name));
    try (Stream<Path> inside = Files.list(source)) {
      for (Path child : inside.sorted().toList()) {
        put(path + "/" + child.getFileName(), child);
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not list", source.toString()).because(e);
    }
    return this;
  }

  FileTree put(TarEntry entry) {
    entries.put(entry.name(), entry);
    return this;
  }

  /// The entries with the folders that they stand in.
  List<TarEntry> entries() {
    Map<String, TarEntry> all = new TreeMap<>(entries);
    for (String name : entries.keySet()) {
      for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
        String folder = name.substring(0, slash);
        all.putIfAbsent(folder, TarEntry.folder(folder));
      }
    }
    Collection<TarEntry> values = all.values();
    return new ArrayList<>(values);
  }
}
