package dev.lighterage.oci.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What `--debug` shows: request lines, status lines and headers, with secrets blotted out.
final class Trace {
  private static final Set<String> SECRET =
      Set.of(
          "authorization",
          "proxy-authorization",
          "proxy-authenticate",
          "authentication-info",
          "cookie",
          "set-cookie",
          "set-cookie2",
          "x-amz-security-token",
          "x-registry-auth");

  private static final Set<String> ADDRESSES =
      Set.of("location", "content-location", "link", "refresh", "docker-upload-location");

  private final Optional<Consumer<String>> sink;

  Trace(Optional<Consumer<String>> sink) {
    this.sink = sink;
  }

  void request(Request request) {
    sink.ifPresent(
        out -> {
          out.accept("> " + request.method() + " " + Blotted.address(request.uri()));
          request
              .headers()
              .forEach((name, value) -> out.accept("> " + name + ": " + shown(name, value)));
          request.body().ifPresent(body -> out.accept("> (" + body.size() + " bytes)"));
        });
  }

  void answer(Request request, int status, Map<String, List<String>> headers) {
    sink.ifPresent(
        out -> {
          out.accept("< " + status + " " + Blotted.address(request.uri()));
          headers.forEach(
              (name, values) ->
                  values.forEach(
                      value ->
                          out.accept("< " + Excerpt.of(name, 100) + ": " + shown(name, value))));
        });
  }

  void note(String text) {
    sink.ifPresent(out -> out.accept("* " + Excerpt.of(text, 400)));
  }

  /// The scheme of a credential is shown, its value is not.
  static String shown(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (SECRET.contains(key)) {
      int space = value.indexOf(' ');
      String scheme = space > 0 && key.endsWith("authorization") ? value.substring(0, space) : "";
      return Excerpt.of(scheme + " ***", 40);
    }
    return ADDRESSES.contains(key) ? addressIn(value) : Excerpt.of(value, 1000);
  }

  /// `Link` has its address in angle brackets; the others are addresses.
  private static String addressIn(String value) {
    int open = value.indexOf('<');
    int close = value.indexOf('>');
    if (open >= 0 && close > open) {
      return "<"
          + Blotted.address(value.substring(open + 1, close))
          + ">"
          + Excerpt.of(value.substring(close + 1), 100);
    }
    return Blotted.address(value);
  }
}
