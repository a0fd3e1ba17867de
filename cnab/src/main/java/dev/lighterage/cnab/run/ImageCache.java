package dev.lighterage.cnab.run;

import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.pack.Unpack;
import dev.lighterage.oci.pack.Unpacked;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Unpacked images, each once, by the digest of its manifest.
///
/// A root appears in one step when every layer was verified; runs only read it.
final class ImageCache {
  private final Path folder;

  ImageCache(Path folder) {
    this.folder = folder;
  }

  /// The root of `image`, unpacked if it is not here yet; two at once unpack it twice, and one of
  /// them stays. Failures: those of [Unpack#image], `CORRUPT` when a layer unpacks to another
  /// archive than the config names, `STORAGE`.
  Path root(RunImage image) {
    Digest digest = image.manifest().descriptor().digest();
    Path root = folder.resolve(digest.algorithm() + "-" + digest.hex());
    if (Files.isDirectory(root)) {
      return root;
    }
    Path part = part(root);
    try {
      requireNamed(image, Unpack.image(layers(image), part, limits()));
      Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(root)) {
        throw Failure.storage("could not unpack the image", root, e);
      }
    } finally {
      remove(part);
    }
    return root;
  }

  private Path part(Path root) {
    try {
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder, "." + root.getFileName() + ".");
    } catch (IOException e) {
      throw Failure.storage("could not unpack the image", root, e);
    }
  }

  private static dev.lighterage.oci.pack.Limits limits() {
    return dev.lighterage.oci.pack.Limits.IMAGE;
  }

  private static List<Unpack.Packed> layers(RunImage image) {
    return image.manifest().layers().stream()
        .map(layer -> new Unpack.Packed(layer, image.source().blob(layer)))
        .toList();
  }

  /// image-spec 1.1, config.md, `rootfs.diff_ids`: the layers as the config names them.
  private static void requireNamed(RunImage image, List<Unpacked> unpacked) {
    Manifest.Image manifest = image.manifest();
    List<Digest> found = unpacked.stream().map(Unpacked::diffId).toList();
    List<Digest> named = ImageConfig.read(image.config()).diffIds();
    if (!found.equals(named)) {
      throw Failure.of(
              Failure.Kind.CORRUPT,
              "layers are not those that the image's config names",
              manifest.descriptor().digest().toString())
          .with("expected", named)
          .with("found", found);
    }
  }

  private static void remove(Path part) {
    try (Stream<Path> all = Files.walk(part)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | java.io.UncheckedIOException gone) {
      // Moved to its place, or left without a good name.
    }
  }
}
