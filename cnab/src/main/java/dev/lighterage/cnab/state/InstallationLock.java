package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One folder held by one process: a lock of the operating system, which dies with the process, and
/// a file that says who holds it.
///
/// Closing any channel of a locked file drops the lock of the whole process (POSIX), so a folder
/// that this process holds is known in memory, its lock file is opened once, and who holds it
/// stands in a file of its own.
final class InstallationLock implements AutoCloseable {
  private static final int HOLDER_LIMIT = 4096;

  /// Whoever asks after a dead holder has the lock for a moment; ours, far more than that takes.
  private static final int RETRIES = 20;

  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Set<Path> OURS = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;

  private InstallationLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Takes `folder`, which must be there, for `holder`; fails with `BUSY`.
  static InstallationLock take(Path folder, Holder holder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      throw Failure.storage("could not read", folder, e);
    }
    synchronized (OURS) {
      if (!OURS.add(real)) {
        throw busy(real);
      }
    }
    try {
      return locked(real, holder);
    } catch (RuntimeException e) {
      release(real);
      throw e;
    }
  }

  private static InstallationLock locked(Path folder, Holder holder) {
    Path file = folder.resolve("lock");
    FileChannel channel = null;
    try {
      channel = Disk.openForLock(file);
      if (!tryLock(channel)) {
        channel.close();
        throw busy(folder);
      }
      Disk.write(folder.resolve("holder.json"), Json.canonical(holder.toJson()));
      return new InstallationLock(folder, channel);
    } catch (IOException e) {
      close(channel);
      throw Failure.storage("could not lock", file, e);
    } catch (Failure e) {
      close(channel);
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    for (int i = 0; i < RETRIES; i++) {
      if (channel.tryLock() != null) {
        return true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return false;
  }

  /// Who holds `folder` now; empty when nobody does. Whether somebody does is asked of the system's
  /// lock, never of a pid or a host's name, which differ between containers that share a folder.
  static Optional<Holder> holder(Path folder) {
    Optional<Holder> said = said(folder);
    if (said.isEmpty() || !isHeld(folder)) {
      return Optional.empty();
    }
    // The one just read may be of a process that died before the present one took the lock.
    return said(folder).or(() -> said);
  }

  private static Optional<Holder> said(Path folder) {
    return Disk.read(folder.resolve("holder.json"), HOLDER_LIMIT)
        .map(bytes -> Holder.read(Json.readObject(bytes)));
  }

  /// Asked only where a record says that somebody holds it, so that the question is in nobody's way
  /// but after a crash; see [#RETRIES].
  private static boolean isHeld(Path folder) {
    Path file = folder.resolve("lock");
    synchronized (OURS) {
      try {
        if (OURS.contains(folder.toRealPath())) {
          return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
          return free == null;
        }
      } catch (NoSuchFileException never) {
        return false;
      } catch (IOException e) {
        throw Failure.storage("could not see who holds", file, e);
      }
    }
  }

  private static Failure busy(Path folder) {
    String who = said(folder).map(Holder::describe).orElse("unknown");
    return Failure.of(
            Failure.Kind.BUSY,
            "another operation works on the installation",
            folder.getFileName().toString())
        .with("holder", who);
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException ignored) {
      // Nothing was written through it.
    }
  }

  private static void release(Path folder) {
    synchronized (OURS) {
      OURS.remove(folder);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve("holder.json"));
    } catch (IOException leftBehind) {
      // It names a process that will soon be gone, and then counts for nothing.
    }
    close(channel);
    release(folder);
  }
}
