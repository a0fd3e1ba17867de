package dev.lighterage.oci.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes text from outside fit for a message or a log: short, on one line, without control
/// characters and without secrets.
public final class Printable {
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

  private static final Pattern MARKUP = Pattern.compile("<[^>]{0,200}>");

  private Printable() {}

  /// The first line of `text` that says something, at most `limit` characters of it; markup and
  /// control characters (also those that turn the direction of writing) become spaces.
  public static String line(String text, int limit) {
    String head = text.length() > 8192 ? text.substring(0, 8192) : text;
    for (String line : MARKUP.matcher(head).replaceAll(" ").lines().toList()) {
      String shown = harmless(line).strip().replaceAll(" {2,}", " ");
      if (!shown.isEmpty()) {
        return shown.length() <= limit ? shown : shown.substring(0, limit) + "…";
      }
    }
    return "";
  }

  private static String harmless(String line) {
    var out = new StringBuilder();
    line.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean hidden =
                  Character.isISOControl(c)
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.UNASSIGNED
                      || c == 0xFFFD;
              out.appendCodePoint(hidden ? ' ' : c);
            });
    return out.toString();
  }

  /// The same for what may be no address at all.
  public static String address(String text) {
    try {
      return address(new URI(text.strip()));
    } catch (URISyntaxException e) {
      int query = text.indexOf('?');
      return line(query < 0 ? text : text.substring(0, query) + "?***", 200);
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
    return line(out.toString(), 2048);
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
