package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Takes bytes of unknown length: in memory while they are few, in a file of a folder when they
/// become many.
final class Spool extends OutputStream {
  /// Ours: charts and templates stay in memory, images do not.
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path path;
  private @Nullable OutputStream file;
  private long size;

  Spool(Path folder) {
    this.folder = folder;
  }

  long size() {
    return size;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    place(length).write(bytes, offset, length);
    size += length;
  }

  private OutputStream place(int more) throws IOException {
    OutputStream open = file;
    if (open != null) {
      return open;
    }
    if (size + more <= IN_MEMORY) {
      return memory;
    }
    Files.createDirectories(folder);
    Path made = Files.createTempFile(folder, "layer-", null);
    path = made;
    open = Files.newOutputStream(made);
    file = open;
    memory.writeTo(open);
    memory = new ByteArrayOutputStream();
    return open;
  }

  /// The bytes; a file outlives this spool then.
  Content keep() throws IOException {
    OutputStream open = file;
    Path kept = path;
    if (open == null || kept == null) {
      return Content.of(Bytes.of(memory.toByteArray()));
    }
    open.close();
    path = null;
    return Content.of(kept);
  }

  @Override
  public void close() throws IOException {
    OutputStream open = file;
    Path unkept = path;
    if (open != null) {
      open.close();
    }
    if (unkept != null) {
      Files.deleteIfExists(unkept);
    }
  }
}
