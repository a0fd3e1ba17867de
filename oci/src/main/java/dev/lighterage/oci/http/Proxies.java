package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Through which proxy an address is asked: `HTTPS_PROXY` for https, `HTTP_PROXY` for http,
/// `NO_PROXY` for the hosts that need none; each name also in lower case, which counts less.
///
/// A value is `http://[USER:PASSWORD@]HOST[:PORT]` or `HOST[:PORT]`, port 80 where none is named.
/// Loopback is never asked through a proxy. Source: there is no standard; this is what Go's
/// `golang.org/x/net/http/httpproxy` does, and with it the other clients of registries.
public record Proxies(Optional<Proxy> http, Optional<Proxy> https, ProxyExceptions exceptions) {

  /// A proxy and what to show it: a `Proxy-Authorization` header's value.
  public record Proxy(String host, int port, Optional<Secret> authorization) {

    /// Not resolved here: whoever connects does it.
    InetSocketAddress address() {
      return InetSocketAddress.createUnresolved(host, port);
    }

    /// `host:port`, without the login.
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// Every address is asked directly.
  public static Proxies none() {
    return new Proxies(Optional.empty(), Optional.empty(), ProxyExceptions.of(""));
  }

  /// As `environment` says. Fails with `INVALID` where a value is no address of a proxy that this
  /// client can speak to (`socks5://` and `https://` are not).
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        value(environment, "HTTP_PROXY").map(text -> proxy("HTTP_PROXY", text)),
        value(environment, "HTTPS_PROXY").map(text -> proxy("HTTPS_PROXY", text)),
        ProxyExceptions.of(value(environment, "NO_PROXY").orElse("")));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> !text.isBlank())
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(text -> !text.isBlank());
  }

  private static Proxy proxy(String variable, String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(
            uri.getHost(), port, Optional.ofNullable(uri.getRawUserInfo()).map(Proxies::basic));
      }
    } catch (IllegalArgumentException notOne) {
      // Said below, without the value: it may hold a password.
    }
    throw Failure.of(Failure.Kind.INVALID, "not the address of a proxy", variable)
        .with("expected", "http://[USER:PASSWORD@]HOST[:PORT]");
  }

  /// RFC 7617; in an address a login is percent-encoded (RFC 3986, section 3.2.1).
  private static Secret basic(String rawLogin) {
    String login =
        URLDecoder.decode(rawLogin.replace("+", "%2B"), StandardCharsets.UTF_8)
            + (rawLogin.contains(":") ? "" : ":");
    return Secret.of(
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /// The proxy for `origin`; empty where it is asked directly.
  Optional<Proxy> at(Origin origin) {
    Optional<Proxy> proxy = origin.isSecure() ? https : http;
    return proxy.filter(_ -> !AddressPolicy.isLoopback(origin.host()) && !exceptions.cover(origin));
  }
}
