package dev.lighterage.oci.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What somebody probably meant who wrote a name that does not exist.
public final class Nearest {
  private Nearest() {}

  /// The name among `known` that is nearest to `written`: equal but for case, or at most a third of
  /// its characters (at least one) inserted, left out, changed or swapped with the next. Of two
  /// that are equally near the first in their order.
  public static Optional<String> of(String written, Collection<String> known) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, written.length() / 3);
    return known.stream()
        .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
        .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.comparingInt(
                (String name) -> distance(wanted, name.toLowerCase(Locale.ROOT))));
  }

  /// Damerau and Levenshtein's distance, with swaps of neighbours.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, i, j, a.charAt(i - 1) == b.charAt(j - 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, int i, int j, boolean same) {
    int changed = d[i - 1][j - 1] + (same ? 0 : 1);
    return Math.min(changed, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
  }
}
