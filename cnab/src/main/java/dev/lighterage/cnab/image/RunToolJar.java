package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
          "dev/lighterage/contract/schema/",
          "dev/lighterage/oci/json/",
          "dev/lighterage/oci/value/");

  /// Entries of one time, the first that a zip file can hold.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private RunToolJar() {}

  /// Writes `jar` from those of `jars` that are ours. It is not compressed: the layer is.
  static void write(Path jar, List<Path> jars) {
    SortedMap<String, byte[]> classes = classes(jars, PACKAGES);
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
        out.putNextEntry(stored(entry.getKey(), entry.getValue()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write jar", jar.toString()).because(e);
    }
  }

  /// The classes that decide what a layer holds, by name: those of the run tool, and those that
  /// make the layer.
  static SortedMap<String, byte[]> decisive(List<Path> jars) {
    var packages = new ArrayList<>(PACKAGES);
    packages.add("dev/lighterage/cnab/image/");
    packages.add("dev/lighterage/oci/pack/");
    return classes(jars, packages);
  }

  private static SortedMap<String, byte[]> classes(List<Path> jars, List<String> packages) {
    var classes = new TreeMap<String, byte[]>();
    for (Path jar : jars) {
      try {
        collect(jar, packages, classes);
      } catch (IOException e) {
        throw Failure.of(Failure.Kind.STORAGE, "could not read jar", jar.toString()).because(e);
      }
    }
    if (classes.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "no class of the run tool", jars.toString());
    }
    return classes;
  }

  private static void collect(Path jar, List<String> packages, Map<String, byte[]> classes)
      throws IOException {
    try (var in = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(in.entries())) {
        boolean wanted =
            !entry.isDirectory()
                && packages.stream()
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
