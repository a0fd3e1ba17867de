package dev.lighterage.cnab.image;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What an ELF file of 64 bits, little endian, says about how it is loaded: its loader, and the
/// libraries it needs.
///
/// Source: System V ABI, chapters 4 and 5 ("ELF Header", "Program Header", "Dynamic Section").
final class Elf {
  /// 256 MiB: libjvm is 30.
  private static final long LIMIT = 256 << 20;

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;

  private final byte[] bytes;
  private final Optional<Region> interpreter;
  private final List<String> needed;

  private Elf(byte[] bytes, Optional<Region> interpreter, List<String> needed) {
    this.bytes = bytes;
    this.interpreter = interpreter;
    this.needed = needed;
  }

  /// A part of a file, in bytes.
  private record Region(int offset, int size) {}

  /// A program header, as far as it is looked at.
  private record Segment(int type, long offset, long address, long size) {}

  /// Reads `file`; empty when it is no ELF file at all. Fails with `UNSUPPORTED` for one of another
  /// class or byte order, `INVALID` for a broken one.
  static Optional<Elf> read(Path file) {
    try {
      if (Files.size(file) > LIMIT) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "program over the limit", file.toString())
            .with("limit", LIMIT + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      boolean elf =
          bytes.length >= 64
              && bytes[0] == 0x7f
              && bytes[1] == 'E'
              && bytes[2] == 'L'
              && bytes[3] == 'F';
      return elf ? Optional.of(parse(file, bytes)) : Optional.empty();
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read program", file.toString()).because(e);
    }
  }

  private static Elf parse(Path file, byte[] bytes) {
    if (bytes[4] != 2 || bytes[5] != 1) {
      throw Failure.of(
          Failure.Kind.UNSUPPORTED, "not a 64-bit little-endian program", file.toString());
    }
    try {
      return new Reader(bytes).read();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw Failure.of(Failure.Kind.INVALID, "broken program", file.toString()).because(e);
    }
  }

  /// The names of the libraries that it needs, such as `libc.so.6`.
  List<String> needed() {
    return needed;
  }

  /// The loader's path; empty for a static program and for a library.
  Optional<String> loader() {
    return interpreter.map(
        region ->
            new String(bytes, region.offset, region.size, StandardCharsets.UTF_8)
                .replace("\0", ""));
  }

  /// The file with another loader, whose path must fit where the old one stands.
  byte[] withLoader(String path) {
    Region region =
        interpreter.orElseThrow(
            () -> Failure.of(Failure.Kind.UNSUPPORTED, "program without a loader", path));
    byte[] fresh = path.getBytes(StandardCharsets.UTF_8);
    if (fresh.length + 1 > region.size) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "no room for the loader's path", path)
          .with("room", region.size - 1 + " bytes")
          .with("now", loader().orElse(""));
    }
    byte[] copy = bytes.clone();
    java.util.Arrays.fill(copy, region.offset, region.offset + region.size, (byte) 0);
    System.arraycopy(fresh, 0, copy, region.offset, fresh.length);
    return copy;
  }

  private static final class Reader {
    private final byte[] bytes;
    private final ByteBuffer in;

    Reader(byte[] bytes) {
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Elf read() {
      long table = in.getLong(32);
      int entrySize = Short.toUnsignedInt(in.getShort(54));
      int count = Short.toUnsignedInt(in.getShort(56));
      var segments = new ArrayList<Segment>();
      for (int i = 0; i < count; i++) {
        segments.add(segment(Math.toIntExact(table + (long) i * entrySize)));
      }
      Optional<Region> interpreter = find(segments, PT_INTERP).map(this::region);
      List<String> needed =
          find(segments, PT_DYNAMIC).map(s -> needed(s, segments)).orElse(List.of());
      return new Elf(bytes, interpreter, needed);
    }

    private Region region(Segment segment) {
      Objects.checkFromIndexSize(segment.offset, segment.size, bytes.length);
      return new Region((int) segment.offset, (int) segment.size);
    }

    private Segment segment(int at) {
      return new Segment(
          in.getInt(at), in.getLong(at + 8), in.getLong(at + 16), in.getLong(at + 32));
    }

    private static Optional<Segment> find(List<Segment> segments, int type) {
      return segments.stream().filter(s -> s.type == type).findFirst();
    }

    private List<String> needed(Segment dynamic, List<Segment> segments) {
      var names = new ArrayList<Long>();
      long strings = -1;
      for (long at = dynamic.offset; at + 16 <= dynamic.offset + dynamic.size; at += 16) {
        long tag = in.getLong(Math.toIntExact(at));
        long value = in.getLong(Math.toIntExact(at + 8));
        if (tag == DT_NEEDED) {
          names.add(value);
        } else if (tag == DT_STRTAB) {
          strings = fileOffset(value, segments);
        }
      }
      long table = strings;
      return names.stream().map(name -> string(Math.toIntExact(table + name))).toList();
    }

    private static long fileOffset(long address, List<Segment> segments) {
      return segments.stream()
          .filter(s -> s.type == PT_LOAD && s.address <= address && address < s.address + s.size)
          .findFirst()
          .map(s -> address - s.address + s.offset)
          .orElseThrow(() -> new IllegalArgumentException("no segment holds the strings"));
    }

    private String string(int at) {
      int end = at;
      while (in.get(end) != 0) {
        end++;
      }
      return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
  }
}
