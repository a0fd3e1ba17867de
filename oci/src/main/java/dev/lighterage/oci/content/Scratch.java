package dev.lighterage.oci.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A folder for what is half-made: files and folders, each gone when its maker is done with it, or
/// at the next [#sweep()] after its maker was killed.
///
/// Each file is locked by the process that writes it, so that whoever finds one without a lock
/// knows that its writer is dead and may remove it; a folder goes with a file of its name. Nothing
/// depends on clocks or process numbers, which differ between containers that share a folder.
public final class Scratch {
  /// Files of this process: POSIX releases all of a process's locks on a file when it closes any
  /// descriptor of it, so those are never even opened by [#sweep()].
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  /// Behind the name of a file: the folder that lives as long as the file is locked.
  private static final String FOLDER = ".d";

  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path folder;

  /// `folder` need not exist until the first file.
  public Scratch(Path folder) {
    this.folder = folder;
  }

  /// A new empty file that no other process takes for a leftover.
  public ScratchFile create() throws IOException {
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

  /// A new empty folder that no other process takes for a leftover; removes leftovers first.
  public ScratchFolder createFolder() throws IOException {
    sweep();
    ScratchFile mark = create();
    try {
      return new ScratchFolder(mark, Files.createDirectory(folderOf(mark.path())));
    } catch (IOException e) {
      mark.close();
      throw e;
    }
  }

  private static Path folderOf(Path mark) {
    return mark.resolveSibling(mark.getFileName() + FOLDER);
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

  /// Removes what killed writers left; files of living writers, here or in other processes, stay,
  /// and so does what the file system does not let go: it is no business of who only passes by.
  public void sweep() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder.toRealPath())) {
      for (Path file : files) {
        if (!OWN.contains(file) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          removeIfAbandoned(file);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        // The file last: while it stands, the next sweep finds what this one could not finish.
        ScratchFolder.remove(folderOf(file));
        Files.deleteIfExists(file);
      }
    } catch (FileSystemException stays) {
      // Its writer renamed or removed it meanwhile, or the next sweep has more luck.
    }
  }
}
