package dev.lighterage.oci.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hosts of `NO_PROXY`, which are asked directly: words between commas.
///
/// `*`: all. `example.com`: that host and all below it. `.example.com` or `*.example.com`: those
/// below it. `10.1.2.3`: that address. `10.0.0.0/8`: those addresses. Each but the last may end in
/// `:PORT`, and then counts for that port alone. Names are not resolved; a word that is none of
/// these covers nothing.
public record ProxyExceptions(List<String> words) {
  private static final Pattern WITH_PORT = Pattern.compile("(.+):([0-9]{1,5})");

  public ProxyExceptions {
    words = List.copyOf(words);
  }

  static ProxyExceptions of(String text) {
    return new ProxyExceptions(
        Arrays.stream(text.split(",", -1))
            .map(word -> word.strip().toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList());
  }

  boolean cover(Origin origin) {
    return words.stream().anyMatch(word -> covers(word, origin));
  }

  private static boolean covers(String word, Origin origin) {
    if (word.equals("*")) {
      return true;
    }
    Optional<byte[]> address = address(bare(origin.host()));
    if (word.contains("/")) {
      return address.isPresent() && isInside(address.get(), word);
    }
    Matcher port = WITH_PORT.matcher(word);
    boolean named = address(bare(word)).isEmpty() && port.matches();
    String host = named ? port.group(1) : word;
    return (!named || port.group(2).equals(Integer.toString(origin.port())))
        && address
            .map(a -> address(bare(host)).filter(b -> Arrays.equals(a, b)).isPresent())
            .orElseGet(() -> isSameOrBelow(origin.host(), host.replaceFirst("^\\*\\.", ".")));
  }

  private static boolean isSameOrBelow(String host, String word) {
    return word.startsWith(".")
        ? host.endsWith(word)
        : host.equals(word) || host.endsWith("." + word);
  }

  /// Whether `address` is in `range`, as `10.0.0.0/8` (RFC 4632, section 3.1).
  private static boolean isInside(byte[] address, String range) {
    String[] parts = range.split("/", 2);
    Optional<byte[]> start = address(parts[0]);
    if (start.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(parts[1]);
    if (start.get().length != address.length || bits > address.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if (((address[bit / 8] ^ start.get()[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of an address that is written as one; empty for a name.
  private static Optional<byte[]> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
