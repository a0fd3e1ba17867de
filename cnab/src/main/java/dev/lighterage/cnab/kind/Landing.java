package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Limits;
import dev.lighterage.oci.value.Failure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// Puts one verified blob as a file into a folder: whole under its name, or not at all.
final class Landing {
  private Landing() {}

  /// Writes the blob behind `layer` to `folder/name`, readable by all, executable where said. Fails
  /// with `TOO_LARGE` before anything is read when it is over [Limits#ARTIFACT].
  static void file(
      Descriptor layer, Content content, Path folder, String name, boolean executable) {
    if (layer.size() > Limits.ARTIFACT.entryBytes()) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "file over the limit", layer.digest().toString())
          .with("size", layer.size())
          .with("limit", Limits.ARTIFACT.entryBytes() + " bytes");
    }
    Path target = folder.resolve(Title.require(name, layer.digest().toString()));
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(Failure.Kind.CONFLICT, "something is in the way", target.toString());
    }
    Path half = null;
    try {
      half = Files.createTempFile(folder, ".lighter-", ".part");
      try (OutputStream out = new Disk(Files.newOutputStream(half), target)) {
        Verified.copy(layer, content, out);
      }
      permit(half, executable);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw Failure.storage("could not write", target, e);
    } catch (IOException e) {
      throw Verified.unreadable(layer, content, e).with("why", e.toString());
    } finally {
      remove(half);
    }
  }

  private static void remove(@Nullable Path half) {
    try {
      if (half != null) {
        Files.deleteIfExists(half);
      }
    } catch (IOException _) {
      // The failure that is under way says more than this one would.
    }
  }

  private static void permit(Path file, boolean executable) throws IOException {
    var permissions =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ);
    if (executable) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    try {
      Files.setPosixFilePermissions(file, permissions);
    } catch (UnsupportedOperationException _) {
      // A file system without such bits has none to set.
    }
  }

  /// Tells a disk that refuses from a source that stops: both are `IOException`s.
  private static final class Disk extends FilterOutputStream {
    private final Path target;

    Disk(OutputStream out, Path target) {
      super(out);
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        throw refused(e);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        throw refused(e);
      }
    }

    private Failure refused(IOException e) {
      return Failure.storage("could not write", target, e);
    }
  }
}
