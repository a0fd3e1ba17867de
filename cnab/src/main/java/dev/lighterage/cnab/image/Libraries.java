package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Finds the shared libraries that programs of this machine need, without asking its loader.
///
/// Looks where glibc's loader looks by default, in Debian's, Fedora's and SUSE's layouts, and in
/// the folders of `/etc/ld.so.conf`.
final class Libraries {
  private static final Path CONFIGURATION = Path.of("/etc/ld.so.conf");
  private static final int MAX_INCLUDES = 100;

  private final List<Path> folders;

  private Libraries(List<Path> folders) {
    this.folders = folders;
  }

  /// The libraries of this machine.
  static Libraries ofThisMachine() {
    var folders = new java.util.LinkedHashSet<Path>();
    configured(CONFIGURATION, folders);
    String triplet =
        switch (System.getProperty("os.arch", "")) {
          case "aarch64" -> "aarch64-linux-gnu";
          default -> "x86_64-linux-gnu";
        };
    for (String place :
        List.of(
            "/lib/" + triplet, "/usr/lib/" + triplet, "/lib64", "/usr/lib64", "/lib", "/usr/lib")) {
      folders.add(Path.of(place));
    }
    return new Libraries(folders.stream().filter(Files::isDirectory).toList());
  }

  /// Lines of ld.so.conf(5) style: a folder each, or `include GLOB`.
  private static void configured(Path file, java.util.Set<Path> folders) {
    if (!Files.isRegularFile(file) || folders.size() > MAX_INCLUDES) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.replaceAll("#.*", "").strip();
        if (text.startsWith("include ")) {
          include(Path.of(text.substring(8).strip()), folders);
        } else if (text.startsWith("/")) {
          folders.add(Path.of(text));
        }
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }

  private static void include(Path pattern, java.util.Set<Path> folders) throws IOException {
    Path folder = CONFIGURATION.resolveSibling(pattern).normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    try (var matches = Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
      var sorted = new java.util.TreeSet<Path>();
      matches.forEach(sorted::add);
      sorted.forEach(file -> configured(file, folders));
    }
  }

  /// The file that `name` (such as `libc.so.6`) is found at.
  Path find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                Failure.of(Failure.Kind.NOT_FOUND, "shared library not found", name)
                    .with("looked in", folders));
  }

  /// All libraries that `programs` need, directly or by others, by name; those that are `there`
  /// already are left out.
  Map<String, Path> closure(Iterable<Path> programs, Predicate<String> there) {
    var found = new TreeMap<String, Path>();
    var open = new ArrayDeque<Path>();
    programs.forEach(open::add);
    while (!open.isEmpty()) {
      Optional<Elf> elf = Elf.read(open.remove());
      for (String name : elf.map(Elf::needed).orElse(List.of())) {
        if (!found.containsKey(name) && !there.test(name)) {
          Path file = find(name);
          found.put(name, file);
          open.add(file);
        }
      }
    }
    return found;
  }
}
