package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Writes a tar archive whose bytes depend on names, modes and contents alone.
///
/// Format: POSIX ustar with pax extended headers (IEEE Std 1003.1, `pax`) where ustar has no room:
/// names and link targets that are long or not ASCII, sizes of 8 GiB and more. Owner and group are
/// 0 without names; the archive ends with two empty blocks and no padding after them.
final class TarWriter {
  private static final int BLOCK = 512;

  /// The largest size that ustar's 11 octal digits hold.
  private static final long MAX_USTAR_SIZE = 0_77777777777L;

  private final OutputStream out;
  private final long seconds;

  /// `seconds` since 1970 are the time of every entry.
  TarWriter(OutputStream out, long seconds) {
    this.out = out;
    this.seconds = seconds;
  }

  void write(TarEntry entry) throws IOException {
    switch (entry) {
      case TarEntry.File file -> file(file);
      case TarEntry.Folder folder ->
          header(new UstarHeader(folder.name() + "/", folder.mode(), 0, seconds, '5', ""));
      case TarEntry.Link link ->
          header(new UstarHeader(link.name(), link.mode(), 0, seconds, '2', link.target()));
    }
  }

  /// Ends the archive; the stream stays open.
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void file(TarEntry.File file) throws IOException {
    long size = file.content().size();
    header(new UstarHeader(file.name(), file.mode(), size, seconds, '0', ""));
    try (InputStream in = file.content().open(0)) {
      long copied = in.transferTo(out);
      if (copied != size) {
        throw Failure.of(Failure.Kind.CONFLICT, "file changed while it was read", file.name())
            .with("expected", size + " bytes")
            .with("found", copied + " bytes");
      }
    }
    pad(size);
  }

  private void header(UstarHeader header) throws IOException {
    Map<String, String> extra = new TreeMap<>();
    if (!header.nameFits()) {
      extra.put("path", header.name());
    }
    if (!header.targetFits()) {
      extra.put("linkpath", header.target());
    }
    if (header.size() > MAX_USTAR_SIZE) {
      extra.put("size", Long.toString(header.size()));
    }
    if (!extra.isEmpty()) {
      byte[] records = records(extra);
      out.write(new UstarHeader("PaxHeader", 0644, records.length, seconds, 'x', "").bytes());
      out.write(records);
      pad(records.length);
    }
    out.write(header.bytes());
  }

  private static byte[] records(Map<String, String> extra) {
    var text = new StringBuilder();
    extra.forEach((key, value) -> text.append(record(key, value)));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// `<length> <key>=<value>\n`, the length counting itself.
  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + Integer.toString(bytes).length();
    if (bytes + Integer.toString(length).length() != length) {
      length = bytes + Integer.toString(length).length();
    }
    return length + rest;
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }
}
