package dev.lighterage.oci.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The folder of half-written files in one layout.
///
/// Each file is locked by the process that writes it, so that whoever finds one without a lock
/// knows that its writer is dead and may remove it. Nothing depends on clocks or process numbers,
/// which differ between containers that share a folder.
final class Scratch {
  /// Files of this process: POSIX releases all of a process's locks on a file when it closes any
  /// descriptor of it, so those are never even opened by [#sweep()].
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path folder;

  /// `folder` need not exist until the first file.
  Scratch(Path folder) {
    this.folder = folder;
  }

  /// A new empty file that no other process takes for a leftover.
  ScratchFile create() throws IOException {
    Files.createDirectories(folder);
    Path real = folder.toRealPath();
    while (true) {
      Path file = real.resolve(ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
      ScratchFile made = tryCreate(file);
      if (made != null) {
        return made;
      }
    }
  }

  private static @Nullable ScratchFile tryCreate(Path file) throws IOException {
    OWN.add(file);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException ofAnother) {
      OWN.remove(file);
      return null;
    } catch (IOException e) {
      OWN.remove(file);
      throw e;
    }
    try {
      // A sweeper may have come between creation and lock; then it holds the lock or the file is
      // gone.
      if (channel.tryLock() != null && Files.exists(file)) {
        return new ScratchFile(file, channel, () -> OWN.remove(file));
      }
    } catch (IOException e) {
      new ScratchFile(file, channel, () -> OWN.remove(file)).close();
      throw e;
    }
    channel.close();
    OWN.remove(file);
    return null;
  }

  /// Removes what killed writers left; files of living writers, here or in other processes, stay.
  void sweep() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder.toRealPath())) {
      for (Path file : files) {
        if (!OWN.contains(file)) {
          removeIfAbandoned(file);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException finished) {
      // Its writer renamed or removed it meanwhile.
    }
  }
}
