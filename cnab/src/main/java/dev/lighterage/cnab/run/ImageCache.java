package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Disk;
import dev.lighterage.oci.content.Scratch;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.pack.Unpack;
import dev.lighterage.oci.pack.Unpacked;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Unpacked images, each once, by the digest of its manifest.
///
/// A root appears in one step when every layer was verified and all of it is on the disk, since
/// from then on it is trusted unread; runs only read it.
final class ImageCache {
  private final Path folder;
  private final Scratch scratch;

  /// `cache` is the folder for what can be made again; the roots are in `images` there.
  ImageCache(Path cache) {
    this.folder = cache.resolve("images");
    this.scratch = new Scratch(cache.resolve("tmp"));
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
    try (ScratchFolder half = scratch.createFolder()) {
      Files.createDirectories(folder);
      Path part = half.path().resolve("root");
      requireNamed(image, Unpack.image(layers(image), part, limits()));
      FileSystemSync.of(half.path());
      move(part, root);
      Disk.syncName(root);
    } catch (IOException e) {
      throw Failure.storage("could not unpack the image", root, e);
    }
    return root;
  }

  /// Where another was first, its root is as good.
  private static void move(Path part, Path root) throws IOException {
    try {
      Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
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
}
