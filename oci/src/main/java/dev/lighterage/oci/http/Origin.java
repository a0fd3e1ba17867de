package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.net.URI;
import java.util.Locale;

/// Scheme, host and port: what credentials and tokens are bound to (RFC 6454, section 4).
public record Origin(String scheme, String host, int port) {

  /// The origin of `uri`; fails with `PROTOCOL` when it is not a plain `http` or `https` address
  /// (other scheme, no host, a user in it).
  public static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("https") || scheme.equals("http");
    if (!known || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw Failure.of(Failure.Kind.PROTOCOL, "not an address to ask", Blotted.address(uri));
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  public boolean isSecure() {
    return scheme.equals("https");
  }

  /// `host`, with the port unless it is the scheme's own.
  public String authority() {
    return port == (isSecure() ? 443 : 80) ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
