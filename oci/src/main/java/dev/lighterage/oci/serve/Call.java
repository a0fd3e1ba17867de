package dev.lighterage.oci.serve;

import com.sun.net.httpserver.HttpExchange;
import dev.lighterage.oci.value.Bytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its answer, its bytes counted for its repository as they pass.
final class Call {
  private static final int BUFFER = 256 << 10;

  /// What is left of a request's body is read before the answer, to this many bytes: a client that
  /// is still sending would not see it.
  private static final long MAX_LEFT = 16 << 20;

  private final HttpExchange exchange;
  private final Counters.Meter meter;
  private final String repository;
  private final Map<String, String> query;

  Call(HttpExchange exchange, Counters.Meter meter, String repository) {
    this.exchange = exchange;
    this.meter = meter;
    this.repository = repository;
    this.query = parse(exchange.getRequestURI().getRawQuery());
    meter.add(repository, new Counters.Count(1, 0, 0));
  }

  private static Map<String, String> parse(@Nullable String raw) {
    var all = new LinkedHashMap<String, String>();
    for (String pair : Optional.ofNullable(raw).orElse("").split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      all.putIfAbsent(decode(name), decode(value));
    }
    return all;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  String method() {
    return exchange.getRequestMethod();
  }

  boolean isHead() {
    return method().equals("HEAD");
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The declared length of the body in bytes, -1 when it comes in chunks.
  long length() {
    if (header("Transfer-Encoding").isPresent()) {
      return -1;
    }
    return header("Content-Length").map(Long::parseLong).orElse(0L);
  }

  InputStream body() {
    return new FilterInputStream(exchange.getRequestBody()) {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n > 0) {
          meter.add(repository, new Counters.Count(0, n, 0));
        }
        return n;
      }
    };
  }

  Call set(String header, String value) {
    exchange.getResponseHeaders().set(header, value);
    return this;
  }

  /// Answers without a body.
  void answer(int status) throws IOException {
    drain();
    exchange.sendResponseHeaders(status, -1);
  }

  /// Answers with `bytes`, or for HEAD with what they would be.
  void answer(int status, String type, Bytes bytes) throws IOException {
    set("Content-Type", type);
    answer(status, bytes.size(), bytes.open());
  }

  /// Answers with `length` bytes of `content`, which is closed.
  void answer(int status, long length, InputStream content) throws IOException {
    drain();
    try (content) {
      if (isHead() || length == 0) {
        set("Content-Length", Long.toString(length));
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, length);
      try (OutputStream out = exchange.getResponseBody()) {
        copy(content, length, out);
      }
    }
  }

  private void drain() throws IOException {
    if (length() == 0) {
      return;
    }
    byte[] buffer = new byte[64 << 10];
    InputStream in = body();
    long left = MAX_LEFT;
    for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
      left -= n;
    }
  }

  private void copy(InputStream in, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
    long left = length;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("content ended " + left + " bytes early");
      }
      meter.add(repository, new Counters.Count(0, 0, n));
      out.write(buffer, 0, n);
      left -= n;
    }
  }
}
