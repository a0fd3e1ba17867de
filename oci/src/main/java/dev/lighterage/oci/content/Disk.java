package dev.lighterage.oci.content;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What writers need of the disk beyond reading and writing: durable names, and folders.
public final class Disk {
  private Disk() {}

  /// Makes `folder`, and those above it, unless it is there. Fails with `CONFLICT` when it is a
  /// file.
  public static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw Failure.of(Failure.Kind.CONFLICT, "a file, not a folder", folder.toString()).because(e);
    }
  }

  /// Makes the name of `file` durable, in the folder that holds it. A file system that cannot sync
  /// a folder (none of Linux's own) is not asked for more than it has.
  public static void syncName(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException noFolderChannels) {
      if (System.getProperty("os.name", "").startsWith("Linux")) {
        throw noFolderChannels;
      }
    }
  }
}
