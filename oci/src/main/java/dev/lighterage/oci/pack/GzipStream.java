package dev.lighterage.oci.pack;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Writes gzip (RFC 1952) whose bytes depend on the data alone: no name, no time, operating system
/// "unknown", one level.
///
/// The compressed bytes come from the zlib of the JDK; JDKs linked with another deflate (zlib-ng)
/// write another digest for the same archive, with the same diff id.
final class GzipStream extends FilterOutputStream {
  /// zlib's own default: 2 % larger than 9, twice as fast.
  private static final int LEVEL = 6;

  /// Magic, method 8 (deflate), no flags, time 0, no extra flags, operating system 255.
  private static final byte[] HEADER = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff,
  };

  /// The compressor is fed in blocks of this size, so that nothing depends on how its input came.
  private static final int BLOCK = 64 << 10;

  private final OutputStream raw;
  private final Deflater deflater;
  private final DeflaterOutputStream deflating;
  private final CRC32 crc = new CRC32();
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private long size;

  GzipStream(OutputStream raw) throws IOException {
    this(raw, new Deflater(LEVEL, true));
  }

  private GzipStream(OutputStream raw, Deflater deflater) throws IOException {
    super(raw);
    this.raw = raw;
    this.deflater = deflater;
    this.deflating = new DeflaterOutputStream(raw, deflater, BLOCK);
    raw.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, BLOCK - filled);
      System.arraycopy(bytes, offset + done, block, filled, part);
      filled += part;
      done += part;
      if (filled == BLOCK) {
        compress();
      }
    }
  }

  private void compress() throws IOException {
    deflating.write(block, 0, filled);
    crc.update(block, 0, filled);
    size += filled;
    filled = 0;
  }

  /// Ends the gzip member; the stream below stays open.
  void finish() throws IOException {
    compress();
    deflating.finish();
    littleEndian(crc.getValue());
    littleEndian(size);
    raw.flush();
  }

  private void littleEndian(long value) throws IOException {
    for (int i = 0; i < 4; i++) {
      raw.write((int) (value >>> (8 * i)) & 0xff);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
