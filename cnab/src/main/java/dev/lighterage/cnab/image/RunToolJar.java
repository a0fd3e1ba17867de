package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// The run tool's classes as one jar: only those packages that a run needs.
///
/// Every change of the layer changes every runner's digest and asks for every signature again, so
/// what the run tool does not use (registries, policy, state) must not be in it.
final class RunToolJar {
  private static final List<String> PACKAGES =
      List.of(
          "dev/lighterage/runtool/",
          "dev/lighterage/contract/bundle/",
          "dev/lighterage/contract/mixin/",
          "dev/lighterage/contract/operation/",
          "dev/lighterage/oci/json/",
          "dev/lighterage/oci/value/");

  /// Entries of one time, the first that a zip file can hold.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private RunToolJar() {}

  /// Writes `jar` from those of `jars` that are ours. It is not compressed: the layer is.
  static void write(Path jar, List<Path> jars) {
    var classes = new TreeMap<String, byte[]>();
    try {
      for (Path one : jars) {
        collect(one, classes);
      }
      try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
        out.setMethod(ZipOutputStream.STORED);
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
          out.putNextEntry(stored(entry.getKey(), entry.getValue()));
          out.write(entry.getValue());
          out.closeEntry();
        }
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write jar", jar.toString()).because(e);
    }
    if (classes.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "no class of the run tool", jars.toString());
    }
  }

  private static void collect(Path jar, Map<String, byte[]> classes) throws IOException {
    try (var in = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(in.entries())) {
        boolean wanted =
            entry.getName().endsWith(".class")
                && PACKAGES.stream()
                    .anyMatch(
                        p ->
                            entry.getName().startsWith(p)
                                && entry.getName().indexOf('/', p.length()) < 0);
        if (wanted) {
          try (InputStream content = in.getInputStream(entry)) {
            classes.put(entry.getName(), content.readAllBytes());
          }
        }
      }
    }
  }

  private static ZipEntry stored(String name, byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    var entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    return entry;
  }
}
