package dev.lighterage.oci.pack;

import java.nio.charset.StandardCharsets;

/// One ustar header block, as IEEE Std 1003.1 lays it out under `pax`.
///
/// What does not fit (the writer then puts it into a pax header before) is cut or zero here.
record UstarHeader(String name, int mode, long size, long seconds, char type, String target) {
  private static final int NAME = 100;
  private static final int PREFIX = 155;
  private static final int PREFIX_AT = 345;
  private static final int TARGET_AT = 157;

  boolean nameFits() {
    return isAscii(name) && (name.length() <= NAME || split() > 0);
  }

  boolean targetFits() {
    return isAscii(target) && target.length() <= NAME;
  }

  /// Where a long name is cut into prefix and name, at a `/` that is kept in neither; 0 when it
  /// cannot be.
  private int split() {
    int slash = name.lastIndexOf('/', Math.min(PREFIX, name.length() - 2));
    return slash > 0 && name.length() - slash - 1 <= NAME ? slash : 0;
  }

  byte[] bytes() {
    var block = new byte[512];
    boolean cut = isAscii(name) && name.length() > NAME && split() > 0;
    text(block, 0, NAME, cut ? name.substring(split() + 1) : name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size > 0_77777777777L ? 0 : size);
    octal(block, 136, 12, seconds);
    block[156] = (byte) type;
    text(block, TARGET_AT, NAME, target);
    text(block, 257, 6, "ustar\0");
    text(block, 263, 2, "00");
    octal(block, 329, 8, 0);
    octal(block, 337, 8, 0);
    text(block, PREFIX_AT, PREFIX, cut ? name.substring(0, split()) : "");
    checksum(block);
    return block;
  }

  private static void checksum(byte[] block) {
    text(block, 148, 8, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    block[154] = 0;
  }

  private static void octal(byte[] block, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    text(block, at, length, "0".repeat(length - 1 - digits.length()) + digits);
  }

  private static void text(byte[] block, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c > 0 && c < 0x80);
  }
}
