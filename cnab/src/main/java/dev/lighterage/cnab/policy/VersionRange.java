package dev.lighterage.cnab.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions from one to another: comparisons with a space between them, all of which must hold
/// (`>=1 <2`). Missing parts count as 0; order is that of Semantic Versioning 2.0.0, section 11.
record VersionRange(List<Comparison> comparisons) {
  private static final Pattern COMPARISON =
      Pattern.compile("(>=|<=|>|<|=|)(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  /// One comparison with the version of three numbers.
  record Comparison(String operator, List<BigInteger> version) {
    /// `order` is that of the found version against this one; a pre-release comes before.
    private boolean holds(int order) {
      return switch (operator) {
        case ">=" -> order >= 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case "<" -> order < 0;
        case String _ -> order == 0;
      };
    }
  }

  /// The range that `text` writes; empty when it writes none.
  static Optional<VersionRange> parse(String text) {
    var all = new ArrayList<Comparison>();
    for (String part : text.strip().split(" +", -1)) {
      Matcher found = COMPARISON.matcher(part);
      if (!found.matches()) {
        return Optional.empty();
      }
      var numbers = List.of(number(found, 2), number(found, 3), number(found, 4));
      all.add(new Comparison(found.group(1), numbers));
    }
    return Optional.of(new VersionRange(List.copyOf(all)));
  }

  /// Whether `version` is in the range; what is no semantic version is in none.
  boolean contains(String version) {
    Matcher found = VERSION.matcher(version);
    if (!found.matches()) {
      return false;
    }
    var numbers = List.of(number(found, 1), number(found, 2), number(found, 3));
    boolean preRelease = found.group(4) != null;
    return comparisons.stream().allMatch(c -> c.holds(order(numbers, preRelease, c.version())));
  }

  private static int order(List<BigInteger> found, boolean preRelease, List<BigInteger> other) {
    for (int i = 0; i < 3; i++) {
      int order = found.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return preRelease ? -1 : 0;
  }

  private static BigInteger number(Matcher found, int group) {
    String digits = found.group(group);
    return digits == null ? BigInteger.ZERO : new BigInteger(digits);
  }
}
