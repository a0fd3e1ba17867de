package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads tar archives from outside: ustar, pax extended headers, GNU long names and big numbers.
///
/// Sparse files are refused. Of pax headers only name, link target and size count; global ones are
/// passed over. Fails with `INVALID` for what is no such archive or is cut short, `TOO_LARGE` for
/// names and headers over the limit, `UNSUPPORTED` for sparse files.
final class TarReader {
  private static final int BLOCK = 512;

  /// Ours: a pax header holds names and, in images, extended attributes.
  private static final int MAX_PAX = 1 << 20;

  private final InputStream in;
  private final Limits limits;
  private long left;
  private int padding;

  TarReader(InputStream in, Limits limits) {
    this.in = in;
    this.limits = limits;
  }

  /// The next entry, its data not yet read; empty at the end of the archive.
  Optional<Entry> next() throws IOException {
    skipData();
    var extra = new TreeMap<String, String>();
    while (true) {
      byte[] block = block();
      if (block.length == 0 || isZero(block)) {
        return Optional.empty();
      }
      var header = new TarHeader(block);
      switch (header.type()) {
        case 'x' -> PaxRecords.read(extension(header, MAX_PAX), extra);
        case 'g' -> extension(header, MAX_PAX);
        case 'L' -> extra.put("path", longName(header));
        case 'K' -> extra.put("linkpath", longName(header));
        case 'S' -> throw sparse(header.name());
        default -> {
          return Optional.of(entry(header, extra));
        }
      }
    }
  }

  /// Reads data of the current entry; -1 at its end.
  int read(byte[] buffer) throws IOException {
    if (left == 0) {
      return -1;
    }
    int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
    if (n < 0) {
      throw new EOFException("archive ends within a file");
    }
    left -= n;
    return n;
  }

  private Entry entry(TarHeader header, Map<String, String> extra) {
    String name = extra.getOrDefault("path", header.name());
    if (extra.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      throw sparse(name);
    }
    String target = extra.getOrDefault("linkpath", header.target());
    requireLength(name);
    requireLength(target);
    long size = extra.containsKey("size") ? PaxRecords.size(extra) : header.size();
    Entry.Type type = type(header.type(), name);
    // Only files have data; some writers give links the size of their target.
    long data = type == Entry.Type.FILE ? size : 0;
    begin(data);
    return new Entry(name, type, header.mode(), data, target);
  }

  /// Old archives mark a folder by the slash alone.
  private static Entry.Type type(char flag, String name) {
    return switch (flag) {
      case '0', '\0', '7' -> name.endsWith("/") ? Entry.Type.FOLDER : Entry.Type.FILE;
      case '1' -> Entry.Type.HARD_LINK;
      case '2' -> Entry.Type.SYMBOLIC_LINK;
      case '5' -> Entry.Type.FOLDER;
      default -> Entry.Type.OTHER;
    };
  }

  private String longName(TarHeader header) throws IOException {
    byte[] bytes = extension(header, limits.nameBytes() + 1);
    int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    return TarHeader.utf8(bytes, 0, length);
  }

  private byte[] extension(TarHeader header, int limit) throws IOException {
    if (header.size() > limit) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "archive header over the limit", header.name())
          .with("limit", limit + " bytes");
    }
    begin(header.size());
    byte[] bytes = in.readNBytes((int) left);
    if (bytes.length < left) {
      throw new EOFException("archive ends within a header");
    }
    left = 0;
    skipData();
    return bytes;
  }

  private void requireLength(String name) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > limits.nameBytes()) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "name over the limit", name.substring(0, 100))
          .with("limit", limits.nameBytes() + " bytes");
    }
  }

  private void begin(long size) {
    left = size;
    padding = (int) (-size & (BLOCK - 1));
  }

  private void skipData() throws IOException {
    try {
      in.skipNBytes(left);
    } catch (EOFException e) {
      throw new EOFException("archive ends within a file");
    }
    left = 0;
    // The last file's padding may be missing: umoci never closes the archive that it inserts.
    in.readNBytes(padding);
    padding = 0;
  }

  /// Empty at the very end: an archive without its two empty blocks is common enough.
  private byte[] block() throws IOException {
    byte[] block = in.readNBytes(BLOCK);
    if (block.length != 0 && block.length != BLOCK) {
      throw new EOFException("archive ends within a header");
    }
    return block;
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static Failure sparse(String name) {
    return Failure.of(Failure.Kind.UNSUPPORTED, "sparse file in an archive", name);
  }
}
