package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Scratch;
import dev.lighterage.oci.content.ScratchFile;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The layout's `index.json`: read at any time, changed by one writer at a time.
///
/// A change reads, merges and replaces the file in one step under a lock that holds among threads
/// and processes; members and descriptors that it does not know stay. Source: image-spec 1.1,
/// image-layout.md, "index.json file".
final class IndexFile {
  /// File locks of Java hold for the whole process, so threads need one of their own, per layout.
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  /// Ours: some 20 000 tags.
  private static final int MAX_BYTES = 8 << 20;

  private final Path folder;
  private final Path state;
  private final Scratch scratch;

  /// `state` is the folder for the lock.
  IndexFile(Path folder, Path state, Scratch scratch) {
    this.folder = folder;
    this.state = state;
    this.scratch = scratch;
  }

  /// The descriptors of `index.json` in their order.
  List<JsonObject> entries() throws IOException {
    return entries(read());
  }

  /// Replaces the descriptors by what `change` makes of them.
  void update(UnaryOperator<List<JsonObject>> change) throws IOException {
    locked(
        () -> {
          JsonObject before = read();
          List<JsonObject> entries = entries(before);
          List<JsonObject> changed = change.apply(entries);
          if (!changed.equals(entries)) {
            write("index.json", Json.pretty(with(before, changed)));
          }
        });
  }

  /// Makes the folder a layout unless it is one; `oci-layout` comes last, since it is what others
  /// take as the sign of a layout.
  void initialise() throws IOException {
    locked(
        () -> {
          if (!Files.exists(folder.resolve("index.json"))) {
            write("index.json", Json.pretty(empty()));
          }
          if (!Files.exists(folder.resolve("oci-layout"))) {
            write("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
          }
        });
  }

  private static JsonObject empty() {
    return JsonObject.builder()
        .put("schemaVersion", 2)
        .put("mediaType", "application/vnd.oci.image.index.v1+json")
        .put("manifests", JsonArray.of(List.of()))
        .build();
  }

  private static JsonObject with(JsonObject index, List<JsonObject> entries) {
    var changed = JsonObject.builder();
    index.members().forEach((String name, JsonValue value) -> changed.put(name, value));
    return changed.put("manifests", JsonArray.of(entries)).build();
  }

  private static List<JsonObject> entries(JsonObject index) {
    return index.findArray("manifests").map(a -> a.objects(entry -> entry)).orElse(List.of());
  }

  private JsonObject read() throws IOException {
    Path file = folder.resolve("index.json");
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "index.json over the limit", file.toString())
          .with("limit", MAX_BYTES + " bytes");
    }
    return Json.readObject(Bytes.of(bytes));
  }

  private void write(String name, String text) throws IOException {
    try (ScratchFile file = scratch.create()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      file.append(bytes, 0, bytes.length);
      file.publish(folder.resolve(name));
    }
  }

  private interface Change {
    void run() throws IOException;
  }

  private void locked(Change change) throws IOException {
    Files.createDirectories(state);
    ReentrantLock threads = THREADS.computeIfAbsent(state.toRealPath(), _ -> new ReentrantLock());
    threads.lock();
    try (var channel =
            FileChannel.open(
                state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assert lock.isValid();
      change.run();
    } finally {
      threads.unlock();
    }
  }
}
