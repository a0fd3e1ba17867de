package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A folder for one test: sources are written into it, packed, stored in a layout and unpacked.
record Bench(Path folder) {

  Path path(String name) {
    return folder.resolve(name);
  }

  Path put(String name, String text) {
    try {
      Path file = path(name);
      Files.createDirectories(file.resolve("..").normalize());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void mode(String name, String permissions) {
    try {
      Files.setPosixFilePermissions(path(name), PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Packed pack(Kind kind, String name) {
    return kind.pack(path(name), path("scratch"));
  }

  /// A layout that holds `packed`.
  LayoutStore stored(Packed packed) {
    String digest = packed.manifest().descriptor().digest().brief();
    LayoutStore store = LayoutStore.create(path("layout-" + digest));
    packed.blobs().forEach(store::push);
    store.put(packed.manifest());
    return store;
  }

  /// What `kind` hands over of `packed`, as [#files] has it.
  SortedMap<String, String> unpacked(Kind kind, Packed packed) {
    try {
      Path to = Files.createTempDirectory(folder, "run-");
      kind.unpack(packed.manifest(), stored(packed), to);
      return files(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Content by path; a folder's path ends in `/`, that of an executable file in `*`.
  static SortedMap<String, String> files(Path top) {
    var all = new TreeMap<String, String>();
    try (Stream<Path> walk = Files.walk(top)) {
      for (Path p : walk.filter(p -> !p.equals(top)).toList()) {
        String name = top.relativize(p).toString();
        if (Files.isDirectory(p)) {
          all.put(name + "/", "");
        } else {
          all.put(Files.isExecutable(p) ? name + "*" : name, Files.readString(p));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// An artifact that nobody here would pack.
  static Packed hostile(ManifestForm form, Bytes config, Layer layer) {
    return new Packed(
        form.write(),
        Map.of(form.config(), Content.of(config), layer.descriptor(), layer.content()),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  Layer layer(String type, TarEntry... entries) {
    return new Packer(path("scratch")).tarGzip(type, List.of(entries));
  }

  static TarEntry file(String name, String text) {
    return TarEntry.file(name, false, Content.of(Bytes.utf8(text)));
  }

  /// Writes the layer of type `type` as a file.
  void save(Packed packed, String type, String name) {
    Map.Entry<Descriptor, Content> layer =
        packed.blobs().entrySet().stream()
            .filter(e -> e.getKey().mediaType().equals(type))
            .findFirst()
            .orElseThrow();
    put(name, "");
    try (var in = layer.getValue().open(0);
        var out = Files.newOutputStream(path(name))) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
