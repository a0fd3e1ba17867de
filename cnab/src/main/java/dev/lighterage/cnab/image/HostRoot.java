package dev.lighterage.cnab.image;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// A small root file system from this machine's own files: a shell, a few tools, their libraries
/// and loader. For trying only: it is what this machine has, with its bugs, and nobody vouches for
/// it.
///
/// Links are followed, so that each name is a file.
final class HostRoot {
  /// As far as they are there; the shell must be.
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "chmod",
          "cp",
          "cut",
          "date",
          "dirname",
          "basename",
          "echo",
          "env",
          "false",
          "find",
          "grep",
          "head",
          "id",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "printenv",
          "printf",
          "pwd",
          "rm",
          "rmdir",
          "sed",
          "sleep",
          "sort",
          "tail",
          "test",
          "touch",
          "tr",
          "true",
          "uname",
          "wc");

  private static final List<String> FOLDERS = List.of("/usr/bin", "/bin");

  private final Libraries libraries;

  HostRoot(Libraries libraries) {
    this.libraries = libraries;
  }

  /// The files. Fails with `UNSUPPORTED` where this machine has no shell at `/bin/sh`.
  FileTree files() {
    var tree = new FileTree();
    var programs = new ArrayList<Path>();
    program("sh")
        .ifPresentOrElse(
            shell -> add(tree, programs, "/bin/sh", shell),
            () -> {
              throw Failure.of(Failure.Kind.UNSUPPORTED, "no shell on this machine", "/bin/sh");
            });
    for (String tool : TOOLS) {
      program(tool).ifPresent(file -> add(tree, programs, "/usr/bin/" + tool, file));
    }
    var loaders = new TreeSet<String>();
    programs.forEach(p -> Elf.read(p).flatMap(Elf::loader).ifPresent(loaders::add));
    loaders.forEach(loader -> put(tree, loader, Path.of(loader), true));
    // All beside the C library: there this machine's loader looks, also without a cache of its own.
    Path libc = libraries.find("libc.so.6");
    libraries
        .closure(programs, name -> loaders.stream().anyMatch(l -> l.endsWith("/" + name)))
        .forEach((name, file) -> put(tree, libc.resolveSibling(name).toString(), file, false));
    return accounts(tree)
        .put(new TarEntry.Folder("tmp", 01777))
        .put(TarEntry.folder("dev"))
        .put(TarEntry.folder("proc"));
  }

  private static void add(FileTree tree, List<Path> programs, String path, Path file) {
    put(tree, path, file, true);
    programs.add(file);
  }

  private static void put(FileTree tree, String path, Path file, boolean executable) {
    tree.put(TarEntry.file(path.substring(1), executable, Content.of(file)));
  }

  private static FileTree accounts(FileTree tree) {
    String user = RunnerRecipe.USER;
    return tree.put(
            text(
                "etc/passwd",
                "root:x:0:0:root:/:/bin/sh\nrunner:x:%1$s:%1$s:runner:/tmp:/bin/sh\n"
                    .formatted(user)))
        .put(text("etc/group", "root:x:0:\nrunner:x:%s:\n".formatted(user)));
  }

  private static TarEntry text(String name, String text) {
    return TarEntry.file(name, false, Content.of(Bytes.utf8(text)));
  }

  /// The file behind a program's name, links followed.
  private static Optional<Path> program(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(HostRoot::real);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }
}
