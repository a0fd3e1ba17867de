package dev.lighterage.cli.screen;

import java.util.Locale;

/// Byte counts for people, in powers of 1000 as registries' user interfaces show them.
public final class Sizes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

  private Sizes() {}

  /// `0 B`, `999 B`, `1.2 kB`, `20 kB`, `3.4 GB`: at most three digits and a unit.
  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    String unit = "B";
    for (String next : UNITS) {
      if (value < 999.5) {
        break;
      }
      value /= 1000;
      unit = next;
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
  }
}
