package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One folder held by one process: a lock of the operating system, which dies with the process, and
/// a file that says who holds it.
///
/// Closing any channel of a locked file drops the lock of the whole process (POSIX), so a folder
/// that this process holds is known in memory, its lock file is opened once, and who holds it
/// stands in a file of its own.
final class InstallationLock implements AutoCloseable {
  private static final int HOLDER_LIMIT = 4096;

  /// The system knows a process's start to a hundredth of a second, our record to a thousandth.
  private static final Duration SAME_START = Duration.ofSeconds(1);

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
      FileLock lock = channel.tryLock();
      if (lock == null) {
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

  /// Who holds `folder` now, as far as its record says; empty when that process is gone.
  static Optional<Holder> holder(Path folder, String host) {
    return Disk.read(folder.resolve("holder.json"), HOLDER_LIMIT)
        .map(bytes -> Holder.read(Json.readObject(bytes)))
        .filter(holder -> alive(holder, host));
  }

  /// A process of another host cannot be seen from here and counts as alive.
  private static boolean alive(Holder holder, String host) {
    if (!holder.host().equals(host)) {
      return true;
    }
    return ProcessHandle.of(holder.pid())
        .flatMap(process -> process.info().startInstant())
        .map(start -> Duration.between(start, holder.started()).abs().compareTo(SAME_START) < 0)
        .orElse(false);
  }

  private static Failure busy(Path folder) {
    String who =
        Disk.read(folder.resolve("holder.json"), HOLDER_LIMIT)
            .map(bytes -> Holder.read(Json.readObject(bytes)).describe())
            .orElse("unknown");
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
