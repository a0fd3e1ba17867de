package dev.lighterage.oci.http;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One request.
///
/// `body`: what is sent. `limit`: the largest answer, in bytes, that is read into memory before
/// [Http#send] returns; a `streamed` request leaves the body of a good answer open instead. `once`:
/// never tried again by [Http], because what failed has to be begun anew.
public record Request(
    String method,
    URI uri,
    SortedMap<String, String> headers,
    Optional<Body> body,
    Reading reading) {

  /// 1 MiB, [C5]: the largest answer that is neither a manifest nor a blob.
  public static final int SMALL = 1 << 20;

  /// Content to send and its length in bytes.
  public record Body(Content content, long size) {
    public static Body of(Bytes bytes) {
      return new Body(Content.of(bytes), bytes.size());
    }
  }

  /// Whether a request may be sent a second time after a fault of the connection.
  public enum Repeat {
    /// As its method says: RFC 9110, section 9.2.2.
    BY_METHOD,
    /// It does no harm, whatever its method.
    ALWAYS,
    /// Not even after a 429 or 503, because what failed has to be begun anew.
    NEVER
  }

  /// How the answer is read and whether the request may be tried again.
  public record Reading(int limit, boolean streamed, Repeat repeat) {
    static final Reading ORDINARY = new Reading(SMALL, false, Repeat.BY_METHOD);
  }

  public Request {
    var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = Collections.unmodifiableSortedMap(sorted);
  }

  public static Request of(String method, URI uri) {
    return new Request(method, uri, new TreeMap<>(), Optional.empty(), Reading.ORDINARY);
  }

  public static Request get(URI uri) {
    return of("GET", uri);
  }

  public Request with(String header, String value) {
    var more = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new Request(method, uri, more, body, reading);
  }

  public Request with(Map<String, String> more) {
    Request all = this;
    for (var header : more.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }

  public Request without(String header) {
    var fewer = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    fewer.putAll(headers);
    fewer.remove(header);
    return new Request(method, uri, fewer, body, reading);
  }

  public Request with(Body sent) {
    return new Request(method, uri, headers, Optional.of(sent), reading);
  }

  /// The same request to another address.
  public Request to(URI other) {
    return new Request(method, other, headers, body, reading);
  }

  /// Reads an answer of up to `bytes`; one that is longer fails with `TOO_LARGE`.
  public Request limit(int bytes) {
    return reading(new Reading(bytes, false, reading.repeat));
  }

  /// Leaves the body of an answer with a status of 2xx open; all others are read.
  public Request streamed() {
    return reading(new Reading(reading.limit, true, reading.repeat));
  }

  public Request repeat(Repeat repeat) {
    return reading(new Reading(reading.limit, reading.streamed, repeat));
  }

  private Request reading(Reading other) {
    return new Request(method, uri, headers, body, other);
  }

  /// Whether it changes nothing at the server, which then has little to do before it answers.
  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /// Whether a second one does no more than the first.
  boolean isRepeatable() {
    return switch (reading.repeat) {
      case ALWAYS -> true;
      case NEVER -> false;
      case BY_METHOD ->
          switch (method) {
            case "GET", "HEAD", "PUT", "DELETE" -> true;
            default -> false;
          };
    };
  }

  /// Without headers, which may hold a credential.
  @Override
  public String toString() {
    return method + " " + Blotted.address(uri);
  }
}
