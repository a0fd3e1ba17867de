package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Says whether an address that a server names may be asked: not one inside the asker's own
/// network, unless that server is there itself.
///
/// Source: [N1] to [N3]. Names are judged by what they resolve to; a name that does not resolve
/// here is left to whoever connects (a proxy may know it).
final class AddressPolicy {
  private enum Zone {
    OPEN,
    /// RFC 1918, RFC 4193, RFC 6598.
    PRIVATE,
    LOOPBACK,
    /// Link-local (cloud metadata services live there), unspecified, multicast.
    FORBIDDEN
  }

  private final Function<String, List<InetAddress>> resolver;

  AddressPolicy(Function<String, List<InetAddress>> resolver) {
    this.resolver = resolver;
  }

  static AddressPolicy real() {
    return new AddressPolicy(AddressPolicy::resolve);
  }

  private static List<InetAddress> resolve(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /// Fails with `PROTOCOL` unless `to`, named by `from`, may be asked; `what` says what was named.
  void require(String what, URI from, URI to) {
    Origin source = Origin.of(from);
    Origin target = Origin.of(to);
    if (source.isSecure() && !target.isSecure()) {
      throw refused(what, from, to, "it leads from https to http");
    }
    if (source.host().equals(target.host())) {
      return;
    }
    List<InetAddress> near = resolver.apply(bare(source.host()));
    for (InetAddress address : resolver.apply(bare(target.host()))) {
      if (!near.contains(address) && !allowed(zone(address), near)) {
        throw refused(what, from, to, "it leads into a network that the registry is not in")
            .with("address", address.getHostAddress());
      }
    }
  }

  private static boolean allowed(Zone zone, List<InetAddress> near) {
    return switch (zone) {
      case OPEN -> true;
      case PRIVATE -> near.stream().map(AddressPolicy::zone).anyMatch(AddressPolicy::isInside);
      case LOOPBACK -> near.stream().anyMatch(InetAddress::isLoopbackAddress);
      case FORBIDDEN -> false;
    };
  }

  private static boolean isInside(Zone zone) {
    return zone == Zone.PRIVATE || zone == Zone.LOOPBACK;
  }

  private static Zone zone(InetAddress given) {
    InetAddress address = unwrapped(given);
    if (address.isLoopbackAddress()) {
      return Zone.LOOPBACK;
    }
    byte[] bytes = address.getAddress();
    boolean four = address instanceof Inet4Address;
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (four && bytes[0] == 0)) {
      return Zone.FORBIDDEN;
    }
    boolean shared = four && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    boolean unique = !four && (bytes[0] & 0xfe) == 0xfc;
    return address.isSiteLocalAddress() || shared || unique ? Zone.PRIVATE : Zone.OPEN;
  }

  /// The IPv4 address inside an IPv6 one of NAT64 (RFC 6052) or 6to4 (RFC 3056); the JDK unwraps
  /// the mapped ones.
  private static InetAddress unwrapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    boolean nat64 =
        Arrays.equals(
            Arrays.copyOf(bytes, 12),
            new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0});
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    int at = nat64 ? 12 : 2;
    if (!nat64 && !sixToFour) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /// Whether `host`, as it stands in a reference, is this machine: `localhost`, a name below it
  /// (RFC 6761, section 6.3), or a loopback literal. Nothing is resolved.
  static boolean isLoopback(String host) {
    String name = bare(host).toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Failure refused(String what, URI from, URI to, String why) {
    return Failure.of(Failure.Kind.PROTOCOL, what + " is refused", Blotted.address(to))
        .with("named by", Origin.of(from))
        .with("why", why);
  }
}
