package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What came back: the status, the headers and a body, which is in memory unless the request was
/// streamed and the status good.
public final class Answer implements AutoCloseable {
  /// 16 KiB: more than a new connection costs.
  private static final int SHORT_REST = 16 << 10;

  private final int status;
  private final HttpHeaders headers;
  private final URI uri;
  private final Body body;

  /// What is read, and the whole of it where it is in memory.
  private record Body(InputStream stream, Optional<Bytes> memory) {}

  /// With a body that is still coming in.
  Answer(int status, HttpHeaders headers, URI uri, InputStream body) {
    this(status, headers, uri, new Body(body, Optional.empty()));
  }

  private Answer(int status, HttpHeaders headers, URI uri, Body body) {
    this.status = status;
    this.headers = headers;
    this.uri = uri;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /// Whether the status is 2xx.
  public boolean isGood() {
    return status / 100 == 2;
  }

  /// The address that answered: after redirects, the last one.
  public URI uri() {
    return uri;
  }

  /// The first header of that name, whatever its case.
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  public List<String> headers(String name) {
    return headers.allValues(name);
  }

  HttpHeaders headers() {
    return headers;
  }

  /// `Content-Type` without its parameters, in lower case.
  public Optional<String> mediaType() {
    return header("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(value -> !value.isEmpty());
  }

  /// The length that the answer declares, in bytes; empty when it declares none that makes sense.
  public OptionalLong length() {
    return header("Content-Length")
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /// The body; reading fails with an `IOException` when the connection is cut or stalls.
  public InputStream body() {
    return body.stream;
  }

  /// The body of an answer that is in memory: of each whose request was not streamed, and of each
  /// whose status is not 2xx.
  public Bytes bytes() {
    return body.memory.orElseThrow(() -> new IllegalStateException("the body was not read yet"));
  }

  /// The same answer with its body in memory.
  Answer whole(Bytes bytes) {
    return new Answer(status, headers, uri, new Body(bytes.open(), Optional.of(bytes)));
  }

  /// Reads a short rest, so that the connection can be used again, and ends the exchange.
  void drain() throws IOException {
    try (this) {
      body.stream.skip(SHORT_REST);
    }
  }

  /// Ends the exchange; a body that was not read to its end costs the connection.
  @Override
  public void close() {
    try {
      body.stream.close();
    } catch (IOException e) {
      // The connection is given up; nothing that was read depends on it.
    }
  }
}
