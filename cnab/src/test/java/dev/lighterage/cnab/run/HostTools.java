package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.pack.TarEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A shell and a few tools of this machine for a root of its own: its static busybox, or else what
/// `/bin` has with the libraries that it needs.
final class HostTools {
  private static final List<String> NAMES =
      List.of(
          "sh", "cat", "chmod", "chroot", "cp", "env", "id", "ln", "ls", "mkdir", "mkfifo", "mount",
          "mv", "rm", "sleep", "stat", "su", "touch", "unshare");
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private HostTools() {}

  static boolean hasBusybox() {
    return Files.isExecutable(Path.of("/usr/bin/busybox"))
        || Files.isExecutable(Path.of("/bin/busybox"));
  }

  static List<TarEntry> entries() throws IOException, InterruptedException {
    var all = new TreeMap<String, TarEntry>();
    folder(all, "bin");
    if (hasBusybox()) {
      copy(all, "bin/busybox", Tools.find("busybox").orElseThrow());
      NAMES.forEach(name -> all.put("bin/" + name, TarEntry.link("bin/" + name, "busybox")));
      all.put("bin/wget", TarEntry.link("bin/wget", "busybox"));
    } else {
      for (String name : NAMES) {
        Path tool = Tools.find(name).orElseThrow();
        copy(all, "bin/" + name, tool.toRealPath());
        for (Path library : libraries(tool)) {
          String inside = library.toString().substring(1);
          folders(all, inside);
          copy(all, inside, library.toRealPath());
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  private static void copy(Map<String, TarEntry> all, String name, Path file) {
    all.put(name, TarEntry.file(name, true, Content.of(file)));
  }

  private static void folder(Map<String, TarEntry> all, String name) {
    all.put(name, TarEntry.folder(name));
  }

  private static void folders(Map<String, TarEntry> all, String name) {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      folder(all, name.substring(0, slash));
    }
  }

  private static List<Path> libraries(Path tool) throws IOException, InterruptedException {
    Process ldd = new ProcessBuilder("ldd", tool.toString()).redirectErrorStream(true).start();
    String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    ldd.waitFor();
    var found = new ArrayList<Path>();
    Matcher matcher = LIBRARY.matcher(said);
    while (matcher.find()) {
      found.add(Path.of(matcher.group(1)));
    }
    return found;
  }
}
