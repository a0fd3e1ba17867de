package dev.lighterage.oci.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Addresses without their secrets, for messages and logs.
public final class Blotted {
  /// Query parameters that registries and token services define, none of which is a secret
  /// (distribution-spec 1.1; distribution's token specification). All others are blotted out, since
  /// signed addresses carry their key there.
  private static final Set<String> OPEN_PARAMETERS =
      Set.of(
          "mount",
          "from",
          "digest",
          "n",
          "last",
          "artifactType",
          "scope",
          "service",
          "tag",
          "ns",
          "client_id",
          "account",
          "offline_token");

  private Blotted() {}

  /// The same for what may be no address at all.
  public static String address(String text) {
    try {
      return address(new URI(text.strip()));
    } catch (URISyntaxException e) {
      int query = text.indexOf('?');
      return Excerpt.of(query < 0 ? text : text.substring(0, query) + "?***", 200);
    }
  }

  /// The address with every value blotted out that may be a secret: the user, and all query
  /// parameters but those of the registry protocol.
  public static String address(URI uri) {
    var out = new StringBuilder();
    if (uri.getScheme() != null) {
      out.append(uri.getScheme()).append(':');
    }
    if (uri.getRawAuthority() != null) {
      String authority = uri.getRawAuthority();
      int at = authority.lastIndexOf('@');
      out.append("//").append(at < 0 ? authority : "***" + authority.substring(at));
    }
    out.append(uri.getRawPath() == null ? "" : uri.getRawPath());
    if (uri.getRawQuery() != null) {
      String separator = "?";
      for (String part : uri.getRawQuery().split("&", -1)) {
        out.append(separator).append(parameter(part));
        separator = "&";
      }
    }
    return Excerpt.of(out.toString(), 2048);
  }

  private static String parameter(String part) {
    int equals = part.indexOf('=');
    if (equals < 0) {
      return OPEN_PARAMETERS.contains(part) ? part : "***";
    }
    String name = part.substring(0, equals);
    return OPEN_PARAMETERS.contains(name) ? part : name + "=***";
  }
}
