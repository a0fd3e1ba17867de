package dev.lighterage.cnab.recipe;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A lock on disk.
final class LockFile {
  private static final int VERSION = 1;

  /// In bytes; the largest inventory is allowed for.
  private static final int LIMIT = 8 << 20;

  private LockFile() {}

  static Optional<Lock> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "lock over the limit", file.toString())
            .with("limit", LIMIT + " bytes");
      }
      return Optional.of(parse(file, Bytes.of(bytes)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.storage("could not read the lock", file, e);
    }
  }

  private static Lock parse(Path file, Bytes bytes) {
    JsonObject json = in(file, () -> Json.readObject(bytes));
    long version = in(file, () -> json.integer("lock"));
    if (version != VERSION) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "lock of another version", file.toString())
          .with("lock", version)
          .with("known", VERSION);
    }
    return in(file, () -> lock(json));
  }

  private static <T> T in(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Failure e) {
      throw Failure.of(e.kind(), "not a lock", file.toString())
          .with("why", e.getMessage())
          .because(e);
    }
  }

  private static Lock lock(JsonObject json) {
    json.requireOnly("lock", "runner", "inventory", "artifacts", "images");
    return new Lock(
        Locked.read(json.object("runner")),
        json.findObject("inventory").map(Inventory::read),
        entries(json.object("artifacts")),
        entries(json.object("images")));
  }

  private static SortedMap<String, Locked> entries(JsonObject json) {
    var all = new TreeMap<String, Locked>();
    json.members().keySet().forEach(name -> all.put(name, Locked.read(json.object(name))));
    return all;
  }

  static String text(Lock lock) {
    var json = JsonObject.builder().put("lock", VERSION).put("runner", lock.runner().toJson());
    lock.inventory().ifPresent(i -> json.put("inventory", i.toJson()));
    json.put("artifacts", toJson(lock.artifacts())).put("images", toJson(lock.images()));
    return Json.pretty(json.build()) + "\n";
  }

  private static JsonObject toJson(Map<String, Locked> entries) {
    var json = JsonObject.builder();
    entries.forEach((name, entry) -> json.put(name, entry.toJson()));
    return json.build();
  }

  static void write(Path file, Lock lock) {
    Path whole = file.toAbsolutePath();
    Path half = whole.resolveSibling("." + whole.getFileName() + "." + writer());
    try {
      try (FileChannel out =
          FileChannel.open(
              half,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(Bytes.utf8(text(lock)).toArray());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Failure.storage("could not write the lock", file, e);
    } finally {
      remove(half);
    }
  }

  /// Tells this writer from every other on this machine.
  private static String writer() {
    return ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId();
  }

  private static void remove(Path half) {
    try {
      Files.deleteIfExists(half);
    } catch (IOException _) {
      // The failure that is under way says more than this one would.
    }
  }
}
