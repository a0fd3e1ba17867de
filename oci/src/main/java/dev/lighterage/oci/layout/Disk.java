package dev.lighterage.oci.layout;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a layout needs of the disk beyond reading and writing: durable folders, and one failure for
/// everything that the disk refuses.
final class Disk {
  private Disk() {}

  /// Makes the name of `file` durable, in the folder that holds it. A file system that cannot sync
  /// a folder (none of Linux's own) is not asked for more than it has.
  static void syncName(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (FileSystemException noFolderChannels) {
      if (System.getProperty("os.name", "").startsWith("Linux")) {
        throw noFolderChannels;
      }
    }
  }

  /// The failure for `cause` on the layout in `folder`: `STORAGE`, or `CANCELED` when the thread
  /// was interrupted.
  static Failure failed(String what, Path folder, IOException cause) {
    if (cause instanceof ClosedByInterruptException
        || cause instanceof FileLockInterruptionException) {
      return Failure.of(Failure.Kind.CANCELED, what, folder.toString()).because(cause);
    }
    return Failure.of(Failure.Kind.STORAGE, what, folder.toString())
        .with("why", why(cause))
        .because(cause);
  }

  private static String why(IOException cause) {
    String name = cause.getClass().getSimpleName().replaceAll("Exception$", "");
    if (cause instanceof FileSystemException refused) {
      String reason = refused.getReason();
      return (reason == null ? name : reason) + " (" + refused.getFile() + ")";
    }
    String message = cause.getMessage();
    return message == null ? name : message;
  }
}
