package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// One header block of an archive from outside. Source: IEEE Std 1003.1, `pax`; for numbers in base
/// 256 and the magic `ustar ` GNU tar's manual, "Basic Tar Format".
final class TarHeader {
  private static final int CHECKSUM = 148;

  private final byte[] block;

  /// Fails with `INVALID` unless the checksum fits.
  TarHeader(byte[] block) {
    this.block = block;
    int sum = 0;
    for (int i = 0; i < block.length; i++) {
      sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
    }
    if (number(CHECKSUM, 8) != sum) {
      throw invalid("checksum does not fit");
    }
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  String name() {
    String name = text(0, 100);
    String prefix = isPosix() ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  String target() {
    return text(157, 100);
  }

  int mode() {
    return (int) (number(100, 8) & 07777);
  }

  long size() {
    return number(124, 12);
  }

  /// GNU's magic has a space here, and other things where POSIX has the prefix.
  private boolean isPosix() {
    return text(257, 6).equals("ustar");
  }

  private String text(int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return utf8(block, at, end - at);
  }

  private long number(int at, int length) {
    if ((block[at] & 0x80) != 0) {
      return base256(at, length);
    }
    String digits = text(at, length).strip();
    if (digits.isEmpty()) {
      return 0;
    }
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
      throw invalid("a number that is not octal");
    }
    return Long.parseLong(digits, 8);
  }

  private long base256(int at, int length) {
    long value = block[at] & 0x7f;
    for (int i = at + 1; i < at + length; i++) {
      if (value > Long.MAX_VALUE >> 8) {
        throw invalid("a number that is negative or too large");
      }
      value = value << 8 | (block[i] & 0xff);
    }
    return value;
  }

  /// Names that are not UTF-8 are refused: they would be other names on another machine.
  static String utf8(byte[] bytes, int at, int length) {
    try {
      var buffer = ByteBuffer.wrap(bytes, at, length);
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw Failure.of(Failure.Kind.INVALID, "not an archive to be read", "tar")
          .with("why", "a name that is not UTF-8")
          .because(e);
    }
  }

  private static Failure invalid(String why) {
    return Failure.of(Failure.Kind.INVALID, "not an archive to be read", "tar").with("why", why);
  }
}
