package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Gives a Java runtime the C library and the loader of this machine, so that it starts on any
/// Linux base, a static one too, and takes nothing from that base.
///
/// `java` has the run path `$ORIGIN/../lib`, of the kind (DT_RPATH) that counts for all libraries
/// it loads, so copies in `lib` are found first. What is fixed in the files is changed in place, in
/// the copies alone:
///
/// | file | what | why |
/// |---|---|---|
/// | `bin/java` | its loader is [#LOADER] | the base may have none, or one of another version |
/// | C library | the `C` locale is UTF-8 | no variable is needed for names and arguments to stay whole |
/// | C library | locales of the base are not looked at | those of another version break it |
/// | loader | `/etc/ld.so.preload` and `/etc/ld.so.cache` are not looked at | the same |
///
/// Source: ELF, PT_INTERP; glibc, `locale/C-ctype.c`, `elf/rtld.c`; docs/decisions/0004.
final class CLibrary {
  /// Short enough for where x86-64 has `/lib64/ld-linux-x86-64.so.2`. arm64 has room too:
  /// `/lib/ld-linux-aarch64.so.1`.
  static final String LOADER = "/cnab/app/rt/lib/ld.so";

  private static final String NOWHERE = "/cnab/app/rt/lo";

  private final Libraries libraries;

  CLibrary(Libraries libraries) {
    this.libraries = libraries;
  }

  /// Completes `runtime`, a folder with `bin/java` and `lib`. Fails with `UNSUPPORTED` where this
  /// machine's C library is not one that it knows (musl).
  void complete(Path runtime) {
    Path java = runtime.resolve("bin/java");
    Elf program =
        Elf.read(java)
            .orElseThrow(
                () -> Failure.of(Failure.Kind.UNSUPPORTED, "not an ELF program", java.toString()));
    String loader =
        program
            .loader()
            .orElseThrow(
                () -> Failure.of(Failure.Kind.UNSUPPORTED, "static program", java.toString()));
    Path lib = runtime.resolve("lib");
    copyLibraries(runtime, Path.of(loader).getFileName().toString());
    write(lib.resolve("ld.so"), withoutBase(read(Path.of(loader))), true);
    write(java, program.withLoader(LOADER), true);
    Path libc = lib.resolve("libc.so.6");
    write(libc, utf8(withoutBase(read(libc)), libc), true);
  }

  /// Copies what the runtime needs and does not bring; `loader` is there under another name.
  private void copyLibraries(Path runtime, String loader) {
    Path lib = runtime.resolve("lib");
    try (var files = Files.walk(runtime)) {
      List<Path> own =
          files
              .filter(f -> f.toString().endsWith(".so") || f.endsWith("bin/java"))
              .sorted()
              .toList();
      libraries
          .closure(own, name -> name.equals(loader) || brings(lib, name))
          .forEach((name, file) -> write(lib.resolve(name), read(file), false));
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not list", runtime.toString()).because(e);
    }
  }

  private static boolean brings(Path lib, String name) {
    return Files.exists(lib.resolve(name)) || Files.exists(lib.resolve("server").resolve(name));
  }

  /// A copy of glibc's loader or library that does not read files of the base.
  private static byte[] withoutBase(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (String path : new String[] {"/etc/ld.so.preload", "/etc/ld.so.cache"}) {
      replace(copy, path + "\0", NOWHERE + "\0");
    }
    replace(copy, "/usr/lib/locale\0", NOWHERE + "\0");
    replace(copy, "/usr/lib/locale/", NOWHERE + "/");
    return copy;
  }

  private static byte[] utf8(byte[] bytes, Path libc) {
    if (replace(bytes, "\0ANSI_X3.4-1968\0", "\0UTF-8\0") != 1) {
      throw Failure.of(
              Failure.Kind.UNSUPPORTED, "not a C library that is known here", libc.toString())
          .with("expected", "glibc");
    }
    return bytes;
  }

  /// Overwrites each `old` by `fresh`, which is not longer, and zeros; gives how many there were.
  private static int replace(byte[] bytes, String old, String fresh) {
    byte[] from = old.getBytes(StandardCharsets.US_ASCII);
    byte[] to = java.util.Arrays.copyOf(fresh.getBytes(StandardCharsets.US_ASCII), from.length);
    int count = 0;
    for (int at = 0; at + from.length <= bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, bytes, at, to.length);
        count++;
      }
    }
    return count;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }

  private static void write(Path file, byte[] bytes, boolean executable) {
    try {
      Files.write(file, bytes);
      if (executable && !file.toFile().setExecutable(true, false)) {
        throw new IOException("could not make it executable");
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write", file.toString()).because(e);
    }
  }
}
