package dev.lighterage.oci.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Writes files that nobody but their owner reads (0600, in folders of 0700), in one step, one
/// writer at a time.
///
/// Beside the file stand `.NAME.lighter-lock`, which is empty and stays, since a lock on a file
/// that comes and goes holds nobody off, and while it is written `.NAME.lighter-part`; a writer
/// that was killed leaves the latter to the next one, who replaces it. Docker and the containers
/// tools lock nothing: only writers of ours wait for each other.
final class PrivateFile {
  /// Locks of files hold for the whole process, so its threads need one of their own.
  private static final ReentrantLock THREADS = new ReentrantLock();

  /// The kernel's own limit (`ELOOP`).
  private static final int MAX_LINKS = 40;

  private PrivateFile() {}

  /// Puts what `text` answers in the place of the file. `text` is asked when nobody else of ours
  /// may write, so that it can tell from what is there what is to be there. A link is followed, as
  /// Docker does, also one that leads to a file yet to be made.
  static void replace(Path path, Supplier<String> text) throws IOException {
    Path target = target(path);
    Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
    THREADS.lock();
    try (var channel = open(beside(target, "lock"), StandardOpenOption.CREATE);
        FileLock _ = channel.lock()) {
      write(target, text.get());
    } finally {
      THREADS.unlock();
    }
  }

  private static Path target(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(target); links++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void write(Path target, String text) throws IOException {
    Path part = beside(target, "part");
    Files.deleteIfExists(part);
    try {
      try (var channel = open(part, StandardOpenOption.CREATE_NEW)) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      giveToOwnerOf(target, part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Root who writes another user's file leaves it to that user.
  private static void giveToOwnerOf(Path target, Path part) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    if (posix && Files.exists(target)) {
      for (String id : new String[] {"unix:gid", "unix:uid"}) {
        Object theirs = Files.getAttribute(target, id);
        if (!theirs.equals(Files.getAttribute(part, id))) {
          Files.setAttribute(part, id, theirs);
        }
      }
    }
  }

  private static Path beside(Path target, String what) {
    return target.resolveSibling("." + target.getFileName() + ".lighter-" + what);
  }

  private static FileChannel open(Path file, StandardOpenOption how) throws IOException {
    return FileChannel.open(file, Set.of(how, StandardOpenOption.WRITE), mode("rw-------"));
  }

  private static FileAttribute<?>[] mode(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
