package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.util.Map;

/// The records of a pax extended header, `<length> <key>=<value>\n` each. Source: IEEE Std 1003.1,
/// `pax`, "pax Extended Header".
final class PaxRecords {
  private PaxRecords() {}

  /// Adds what counts here to `records`: name, link target, size, and whatever marks a sparse file.
  static void read(byte[] bytes, Map<String, String> records) {
    for (int at = 0; at < bytes.length; ) {
      int space = find(bytes, at, ' ');
      int end = at + length(bytes, at, space);
      if (end <= space + 1 || end > bytes.length || bytes[end - 1] != '\n') {
        throw invalid();
      }
      int equals = find(bytes, space, '=');
      if (equals >= end) {
        throw invalid();
      }
      String key = TarHeader.utf8(bytes, space + 1, equals - space - 1);
      if (key.equals("path")
          || key.equals("linkpath")
          || key.equals("size")
          || key.startsWith("GNU.sparse.")) {
        records.put(key, TarHeader.utf8(bytes, equals + 1, end - equals - 2));
      }
      at = end;
    }
  }

  static long size(Map<String, String> records) {
    String digits = records.getOrDefault("size", "");
    if (digits.isEmpty() || digits.length() > 18 || !isDecimal(digits)) {
      throw invalid();
    }
    return Long.parseLong(digits);
  }

  private static int length(byte[] bytes, int at, int space) {
    if (space == at || space - at > 7) {
      throw invalid();
    }
    String digits = TarHeader.utf8(bytes, at, space - at);
    if (!isDecimal(digits)) {
      throw invalid();
    }
    return Integer.parseInt(digits);
  }

  private static boolean isDecimal(String digits) {
    return digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int find(byte[] bytes, int from, char wanted) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw invalid();
  }

  private static Failure invalid() {
    return Failure.of(Failure.Kind.INVALID, "not an archive to be read", "tar")
        .with("why", "a broken pax header");
  }
}
