package dev.lighterage.oci.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// What somebody probably meant who wrote a name that does not exist.
public final class Nearest {
  /// Characters; no name of ours is longer, and a longer one is not worth the square of its length.
  private static final int LONGEST = 64;

  private Nearest() {}

  /// The name among `known` that takes the fewest edits (letters added, dropped, changed, or
  /// swapped with a neighbour; case is free), if these are at most a third of its length; the first
  /// by name among equals.
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> name.length() <= LONGEST)
        .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(written, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// Edits between two words: the optimal string alignment distance.
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
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
