package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// The run tool as one jar: its classes, those of ours that they name, and so on, with the
/// resources that lie beside them.
///
/// Every change of the layer changes every runner's digest and asks for every signature again, so
/// what the run tool does not use (registries, policy, state) must not be in it; and what it uses
/// must not be forgotten.
final class RunToolJar {
  private static final String OURS = "dev/lighterage/";
  private static final String MAIN = OURS + "runtool/Main.class";

  /// Entries of one time. Not the first that a zip file can hold: Java takes that one for an
  /// earlier time and writes another beside it, which depends on the time zone.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private RunToolJar() {}

  /// Writes `jar` from those of `jars` that are ours. It is not compressed: the layer is.
  static void write(Path jar, List<Path> jars) {
    SortedMap<String, byte[]> entries = reachable(ours(jars));
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(stored(entry.getKey(), entry.getValue()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write jar", jar.toString()).because(e);
    }
  }

  /// What decides what a layer holds, by name: the run tool, and the classes that make the layer.
  static SortedMap<String, byte[]> decisive(List<Path> jars) {
    SortedMap<String, byte[]> ours = ours(jars);
    var all = new TreeMap<>(reachable(ours));
    ours.forEach(
        (name, bytes) -> {
          if (name.startsWith(OURS + "cnab/image/") || name.startsWith(OURS + "oci/pack/")) {
            all.put(name, bytes);
          }
        });
    return all;
  }

  private static SortedMap<String, byte[]> ours(List<Path> jars) {
    var all = new TreeMap<String, byte[]>();
    for (Path jar : jars) {
      try (var in = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : Collections.list(in.entries())) {
          if (!entry.isDirectory() && entry.getName().startsWith(OURS)) {
            try (InputStream content = in.getInputStream(entry)) {
              all.put(entry.getName(), content.readAllBytes());
            }
          }
        }
      } catch (IOException e) {
        throw Failure.of(Failure.Kind.STORAGE, "could not read jar", jar.toString()).because(e);
      }
    }
    return all;
  }

  /// The run tool's main class, and all that it leads to.
  private static SortedMap<String, byte[]> reachable(SortedMap<String, byte[]> ours) {
    var found = new TreeMap<String, byte[]>();
    var open = new ArrayDeque<>(List.of(MAIN));
    while (!open.isEmpty()) {
      String name = open.remove();
      byte[] bytes = ours.get(name);
      if (bytes == null) {
        throw Failure.of(Failure.Kind.INVALID, "class of the run tool is missing", name);
      }
      if (found.put(name, bytes) == null) {
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
          if (entry instanceof ClassEntry type && isOurs(type)) {
            open.add(className(type) + ".class");
          }
        }
      }
    }
    ours.forEach(
        (name, bytes) -> {
          if (!name.endsWith(".class") && isBesideOne(name, found)) {
            found.put(name, bytes);
          }
        });
    return found;
  }

  private static boolean isOurs(ClassEntry type) {
    return className(type).startsWith(OURS);
  }

  /// The class, or that of an array's elements, `[Ldev/lighterage/…;`.
  private static String className(ClassEntry type) {
    return type.asInternalName().replaceFirst("^\\[+L?", "").replace(";", "");
  }

  private static boolean isBesideOne(String resource, SortedMap<String, byte[]> classes) {
    String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
    return classes.tailMap(folder).keySet().stream()
        .findFirst()
        .filter(name -> name.startsWith(folder))
        .isPresent();
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
