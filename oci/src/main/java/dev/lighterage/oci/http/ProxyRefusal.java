package dev.lighterage.oci.http;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A proxy that would not pass a request on.
final class ProxyRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  /// RFC 9110, section 15.5.8: the proxy wants to know who asks.
  static final int LOGIN_WANTED = 407;

  /// How the JDK says it, which has no type of its own for this.
  private static final Pattern JDK = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

  private final int status;

  ProxyRefusal(int status) {
    super("the proxy refused: " + status);
    this.status = status;
  }

  /// The refusal that `fault` stands for, if it stands for one.
  static Optional<ProxyRefusal> in(IOException fault) {
    Matcher said = JDK.matcher(String.valueOf(fault.getMessage()));
    return said.find()
        ? Optional.of(new ProxyRefusal(Integer.parseInt(said.group(1))))
        : Optional.empty();
  }

  /// Whether the same might go well a moment later: the proxy itself is in trouble.
  boolean mayPass() {
    return status >= 500;
  }

  String reason() {
    return "the proxy refused: " + status + (status == LOGIN_WANTED ? ", it wants a login" : "");
  }
}
