package dev.lighterage.mixins.playground;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the pretend cloud runs, kept as a JSON document in a folder and held by one process at a
/// time.
///
/// `playground.json`: `{"releases": {NAME: …}, "groups": {NAME: …}}`. The file goes with the last
/// thing in it, and the lock `.playground.lock` with it.
final class Cloud implements AutoCloseable {
  private final Path file;
  private final Path lockFile;
  private final FileChannel lock;
  private final Map<String, Object> things;

  private Cloud(Path file, Path lockFile, FileChannel lock, Map<String, Object> things) {
    this.file = file;
    this.lockFile = lockFile;
    this.lock = lock;
    this.things = things;
  }

  /// Refuses with `NOT_FOUND` when the folder is not there, with `BUSY` when it is held.
  static Cloud open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new Refusal(Refusal.Reason.NOT_FOUND, "no such folder: " + folder);
    }
    Path file = folder.resolve("playground.json");
    Path lockFile = folder.resolve(".playground.lock");
    FileChannel lock =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!held(lock)) {
      lock.close();
      throw new Refusal(Refusal.Reason.BUSY, "another process is at work in " + folder);
    }
    return new Cloud(
        file, lockFile, lock, Files.exists(file) ? Document.read(file) : new LinkedHashMap<>());
  }

  private static boolean held(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  /// The thing `name` of a sort (`releases`, `groups`).
  Optional<Map<String, Object>> find(String sort, String name) {
    return Optional.ofNullable(things.get(sort))
        .map(all -> Document.map(all).get(name))
        .map(Document::map);
  }

  /// Puts a thing in place of the one of this name, in one step.
  void put(String sort, String name, Map<String, Object> thing) throws IOException {
    Map<String, Object> all = all(sort);
    all.put(name, thing);
    things.put(sort, all);
    write();
  }

  void remove(String sort, String name) throws IOException {
    Map<String, Object> all = all(sort);
    all.remove(name);
    if (all.isEmpty()) {
      things.remove(sort);
    } else {
      things.put(sort, all);
    }
    write();
  }

  private Map<String, Object> all(String sort) {
    return things.containsKey(sort) ? Document.map(things.get(sort)) : new LinkedHashMap<>();
  }

  private void write() throws IOException {
    if (things.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Path fresh = file.resolveSibling(".playground.json.new");
    Files.writeString(fresh, JsonText.indented(things));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (!Files.exists(file)) {
      Files.deleteIfExists(lockFile);
    }
    lock.close();
  }
}
