package dev.lighterage.mixins.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The folder that files are put into, with the ledger of one owner, held by one process at a time.
///
/// Ours in it is the folder `.lighterage-files`: a lock, a ledger for each owner, and files on
/// their way; it goes with the last ledger.
final class GrantedFolder implements AutoCloseable {
  private static final String OURS = ".lighterage-files";

  private final Path folder;
  private final Path ours;
  private final Path ledgerFile;
  private final FileChannel lock;

  private GrantedFolder(Path folder, String owner, FileChannel lock) {
    this.folder = folder;
    this.ours = folder.resolve(OURS);
    // In hex, since an owner's name may hold any character.
    String name = HexFormat.of().formatHex(owner.getBytes(StandardCharsets.UTF_8));
    this.ledgerFile = ours.resolve(name + ".ledger");
    this.lock = lock;
  }

  /// Takes hold of `folder` for `owner`; refuses with `NO_FOLDER` or `BUSY`.
  static GrantedFolder open(Path folder, String owner) throws IOException {
    if (!folder.isAbsolute() || !Files.isDirectory(folder)) {
      throw new Refusal(Refusal.Reason.NO_FOLDER, "no such folder: " + folder);
    }
    Path real = folder.toRealPath();
    Path ours = real.resolve(OURS);
    if (!Files.isDirectory(ours, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(ours);
    }
    return new GrantedFolder(real, owner, hold(ours.resolve("lock")));
  }

  /// The lock's file goes when its holder is done, so what was locked may be a file that is no
  /// longer there: only who finds its own mark under the name holds it.
  private static FileChannel hold(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    String mark = ProcessHandle.current().pid() + " " + System.nanoTime();
    try {
      if (channel.tryLock() != null) {
        channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)));
        if (Files.exists(file) && Files.readString(file).equals(mark)) {
          return channel;
        }
      }
      channel.close();
    } catch (OverlappingFileLockException heldHere) {
      channel.close();
    }
    throw new Refusal(Refusal.Reason.BUSY, "another process is at work in " + file.getParent());
  }

  Path at(String relative) {
    return folder.resolve(relative);
  }

  /// What the owner has put so far; empty when nothing.
  Ledger ledger() throws IOException {
    try {
      return Ledger.read(Files.readString(ledgerFile));
    } catch (NoSuchFileException none) {
      return Ledger.empty();
    }
  }

  /// Puts `ledger` in place of the old one, safe against a crash; an empty one is taken away.
  void keep(Ledger ledger) throws IOException {
    if (ledger.isEmpty()) {
      Files.deleteIfExists(ledgerFile);
      return;
    }
    Path fresh = ours.resolve("new");
    write(fresh, ledger.text().getBytes(StandardCharsets.UTF_8));
    Files.move(fresh, ledgerFile, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Puts a copy of `source` at `relative` in one step, replacing what is there.
  void place(Path source, String relative, boolean executable) throws IOException {
    Path fresh = ours.resolve("new");
    Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
    Modes.set(fresh, executable);
    try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(fresh, at(relative), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (var out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
  }

  /// The first part of `relative` that is there and is no plain folder, so that nothing can be put
  /// below it (a link could lead out); `null` when the way is clear.
  @Nullable String blocked(String relative) {
    Path at = folder;
    for (Path part : Path.of(relative)) {
      at = at.resolve(part);
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return folder.relativize(at).toString();
      }
    }
    return null;
  }

  /// Lets go; our folder goes with the last ledger.
  @Override
  public void close() throws IOException {
    boolean last;
    try (var entries = Files.list(ours)) {
      last = entries.noneMatch(p -> p.toString().endsWith(".ledger"));
    }
    if (last) {
      Files.deleteIfExists(ours.resolve("new"));
      Files.deleteIfExists(ours.resolve("lock"));
      try {
        Files.deleteIfExists(ours);
      } catch (DirectoryNotEmptyException e) {
        // Another process has just taken hold.
        lock.close();
        return;
      }
    }
    lock.close();
  }
}
