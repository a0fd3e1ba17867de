package dev.lighterage.oci.serve;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One page of a sorted list: at most `n` names after `last`, and how to ask for the next.
///
/// Source: distribution-spec 1.1, "Listing Tags".
record Page(List<String> names, Optional<String> link) {
  /// Fails with a [Refusal] when `n` is no number.
  static Page of(List<String> sorted, String path, Call call) {
    String last = call.query("last").orElse("");
    int n = call.query("n").filter(text -> !text.isEmpty()).map(Page::number).orElse(10_000);
    List<String> rest = sorted.stream().filter(name -> name.compareTo(last) > 0).toList();
    List<String> names = rest.stream().limit(n).toList();
    return new Page(
        names,
        names.isEmpty() || names.size() == rest.size()
            ? Optional.empty()
            : Optional.of(next(path, n, names.getLast())));
  }

  private static int number(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 0, 10_000);
    } catch (NumberFormatException e) {
      throw new Refusal(400, "PAGINATION_NUMBER_INVALID", "n is not a number");
    }
  }

  private static String next(String path, int n, String last) {
    String encoded = URLEncoder.encode(last, StandardCharsets.UTF_8);
    return "<" + path + "?n=" + n + "&last=" + encoded + ">; rel=\"next\"";
  }
}
