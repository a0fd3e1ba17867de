package dev.lighterage.oci.content;

import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/// A file that is being written, and gets its name only when it is whole and on the disk.
public final class ScratchFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final Runnable forget;

  ScratchFile(Path path, FileChannel channel, Runnable forget) {
    this.path = path;
    this.channel = channel;
    this.forget = forget;
  }

  public Path path() {
    return path;
  }

  /// Appends all of `bytes[0..length)`.
  public void append(byte[] bytes, int offset, int length) throws IOException {
    var buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  public OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        append(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        append(bytes, offset, length);
      }
    };
  }

  /// The digest of all that was written, read back.
  public Digest digest(Digest.Algorithm algorithm) throws IOException {
    MessageDigest hash = algorithm.start();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[256 << 10];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return Digest.finish(algorithm, hash);
  }

  /// Lets the file appear as `target`, in one step and after its bytes are on the disk; a file that
  /// stands there already is replaced.
  public void publish(Path target) throws IOException {
    channel.force(true);
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Disk.syncName(target);
  }

  /// Lets go of the file where it is, so that a sweep takes it for a leftover.
  void leave() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It was only locked; what was written is not wanted.
    } finally {
      forget.run();
    }
  }

  /// Removes the file unless it was published.
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
      channel.close();
    } finally {
      forget.run();
    }
  }
}
