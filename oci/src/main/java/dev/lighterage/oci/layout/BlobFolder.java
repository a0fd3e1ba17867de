package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Disk;
import dev.lighterage.oci.content.Scratch;
import dev.lighterage.oci.content.ScratchFile;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// The blobs of one layout: `blobs/<algorithm>/<hex>`, each whole or absent.
///
/// Source: image-spec 1.1, image-layout.md, "Blobs". Failures: `STORAGE` for what the disk refuses,
/// `CORRUPT` for content against its descriptor, `UNREACHABLE` for content that could not be read
/// to its end.
final class BlobFolder {
  private final Path folder;
  private final Scratch scratch;
  private final AtomicBoolean swept = new AtomicBoolean();

  BlobFolder(Path folder, Scratch scratch) {
    this.folder = folder;
    this.scratch = scratch;
  }

  Path path(Digest digest) {
    return folder.resolve("blobs").resolve(digest.algorithm().toString()).resolve(digest.hex());
  }

  /// Size in bytes of the file under `digest`, or -1.
  long size(Digest digest) {
    return size(path(digest));
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException gone) {
      return -1;
    }
  }

  /// A new file for a blob; removes the leftovers of dead writers first.
  ScratchFile start() throws IOException {
    if (swept.compareAndSet(false, true)) {
      scratch.sweep();
    }
    return scratch.create();
  }

  void write(Descriptor blob, Content content) {
    try (ScratchFile file = start()) {
      fill(file, blob, content);
      publish(file, blob.digest());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /// Content ends in `UNREACHABLE` and the disk in an `IOException`, so that neither is taken for
  /// the other.
  private static void fill(ScratchFile file, Descriptor blob, Content content) throws IOException {
    var disk = new DiskStream(file);
    try (InputStream in = content.open(0)) {
      Verified.copy(blob, in, disk);
    } catch (IOException e) {
      if (disk.refused) {
        throw e;
      }
      throw Verified.unreadable(blob, content, e);
    } catch (Failure broken) {
      throw content.located(broken);
    }
  }

  void publish(ScratchFile file, Digest digest) throws IOException {
    Path target = path(digest);
    Files.createDirectories(target.resolveSibling(""));
    file.publish(target);
  }

  /// Lets the blob of another layout stand here too, by a hard link or `false` when there is none
  /// to be had: another file system, one without links, or a damaged file under that name.
  boolean link(Digest digest, Path existing) {
    Path target = path(digest);
    try {
      Files.createDirectories(target.resolveSibling(""));
      Files.createLink(target, existing);
      Disk.syncName(target);
      return true;
    } catch (FileAlreadyExistsException already) {
      return size(digest) == size(existing);
    } catch (IOException | UnsupportedOperationException noLinks) {
      return false;
    }
  }

  Failure failed(IOException e) {
    return Failure.storage("could not write to the layout", folder, e);
  }

  /// Remembers whether it was the disk that failed.
  private static final class DiskStream extends OutputStream {
    private final ScratchFile file;
    private boolean refused;

    DiskStream(ScratchFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        file.append(bytes, offset, length);
      } catch (IOException e) {
        refused = true;
        throw e;
      }
    }
  }
}
