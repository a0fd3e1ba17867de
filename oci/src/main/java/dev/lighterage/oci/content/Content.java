package dev.lighterage.oci.content;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Bytes that can be opened again, at any offset: so a retry or a resume needs no flag.
///
/// Opening proves nothing; whoever reads to the end compares size and digest ([Verified]).
public interface Content {
  /// Length in bytes.
  long size() throws IOException;

  /// A stream from `offset` (0 to [#size()]) to the end.
  InputStream open(long offset) throws IOException;

  /// `failure`, whose subject may be no more than the digest of this content, said of the place
  /// that this is read from; content that was made here has none.
  default Failure located(Failure failure) {
    return failure;
  }

  static Content of(Bytes bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.size();
      }

      @Override
      public InputStream open(long offset) throws IOException {
        InputStream in = bytes.open();
        in.skipNBytes(offset);
        return in;
      }
    };
  }

  /// Of a file. To open it fails with `STORAGE` where the file system refuses, so that a disk is
  /// not taken for a network.
  static Content of(Path file) {
    return new Content() {
      @Override
      public long size() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open(long offset) throws IOException {
        FileChannel channel = channel();
        channel.position(offset);
        return Channels.newInputStream(channel);
      }

      private FileChannel channel() {
        try {
          return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
          throw Failure.storage("could not read", file, e);
        }
      }
    };
  }
}
