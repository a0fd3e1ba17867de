package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Bytes to the characters that YAML may hold (YAML 1.2.2, section 5.1, `c-printable`), with line
/// and column of the first that it may not.
final class Utf8 {
  private Utf8() {}

  /// The text without a byte order mark; fails with `INVALID`.
  static String decode(String name, Bytes bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes.toArray());
    CharBuffer out = CharBuffer.allocate(bytes.size());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw end(name, text).invalid("not UTF-8").with("found", hex(in.get()));
    }
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!printable(c)) {
        throw end(name, text.substring(0, i))
            .invalid("character that YAML may not hold")
            .with("found", String.format("U+%04X", c));
      }
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String hex(byte b) {
    return String.format("byte 0x%02X", b);
  }

  private static boolean printable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0x7E)
        || c == 0x85
        || (c >= 0xA0 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /// The position just after `text`.
  private static Position end(String name, String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Position(name, line, 1 + last.codePointCount(0, last.length()));
  }
}
