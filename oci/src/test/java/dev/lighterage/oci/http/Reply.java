package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One scripted answer of a [FaultServer].
///
/// `declared`: the length in the header, -1 for the body's own, -2 for none (the end of the
/// connection is the end of the body). `cut`: after how many bytes of the body the connection ends,
/// -1 for never. `fault`: what happens beside that.
public record Reply(
    int status, List<String> headers, Bytes body, long declared, long cut, Fault fault) {

  /// What an answer does wrong.
  public enum Fault {
    NONE,
    /// Ends the connection without a word.
    NOTHING,
    /// Sends nothing, and keeps the connection.
    SILENT,
    /// Sends the body up to `cut` and then nothing more, and keeps the connection.
    STALL,
    /// Sends the body again and again.
    ENDLESS,
    /// Sends the body as often as it fits into the declared length.
    REPEATED,
    /// Reads `cut` bytes of what is sent, then ends the connection.
    DROP_UPLOAD,
    /// Reads `cut` bytes of what is sent, then nothing more.
    STALL_UPLOAD,
    /// Reads `cut` bytes of what is sent, then answers.
    ANSWER_EARLY
  }

  public static Reply of(int status) {
    return new Reply(status, List.of(), Bytes.empty(), -1, -1, Fault.NONE);
  }

  /// No answer at all.
  public static Reply nothing() {
    return of(0).fault(Fault.NOTHING);
  }

  public static Reply silent() {
    return of(0).fault(Fault.SILENT);
  }

  public static Reply html(int status, String body) {
    return of(status).header("Content-Type", "text/html; charset=utf-8").text(body);
  }

  public static Reply json(int status, String body) {
    return of(status).header("Content-Type", "application/json").text(body);
  }

  public static Reply redirect(int status, String location) {
    return of(status).header("Location", location);
  }

  public Reply header(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new Reply(status, List.copyOf(more), body, declared, cut, fault);
  }

  public Reply body(byte[] bytes) {
    return new Reply(status, headers, Bytes.of(bytes), declared, cut, fault);
  }

  public Reply text(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Declares another length than the body has.
  public Reply declares(long length) {
    return new Reply(status, headers, body, length, cut, fault);
  }

  /// Declares no length.
  public Reply undeclared() {
    return declares(-2);
  }

  /// Ends the connection after `bytes` of the body.
  public Reply cutAfter(long bytes) {
    return new Reply(status, headers, body, declared, bytes, fault);
  }

  public Reply stallAfter(long bytes) {
    return cutAfter(bytes).fault(Fault.STALL);
  }

  public Reply endless() {
    return undeclared().fault(Fault.ENDLESS);
  }

  /// A body of `bytes`, `times` over, that takes the memory of one.
  public Reply repeated(byte[] bytes, int times) {
    return body(bytes).declares((long) bytes.length * times).fault(Fault.REPEATED);
  }

  public Reply dropUploadAfter(long bytes) {
    return cutAfter(bytes).fault(Fault.DROP_UPLOAD);
  }

  public Reply stallUploadAfter(long bytes) {
    return cutAfter(bytes).fault(Fault.STALL_UPLOAD);
  }

  public Reply earlyAfter(long bytes) {
    return cutAfter(bytes).fault(Fault.ANSWER_EARLY);
  }

  private Reply fault(Fault other) {
    return new Reply(status, headers, body, declared, cut, other);
  }

  private boolean isAboutUpload() {
    return switch (fault) {
      case DROP_UPLOAD, STALL_UPLOAD, ANSWER_EARLY -> true;
      case NONE, NOTHING, SILENT, STALL, ENDLESS, REPEATED -> false;
    };
  }

  /// How much of what is sent is read before anything is answered.
  long readsAtMost() {
    return isAboutUpload() ? cut : Long.MAX_VALUE;
  }

  boolean dropsUpload() {
    return fault == Fault.DROP_UPLOAD;
  }

  /// Writes the answer; whether the connection may go on afterwards.
  boolean write(OutputStream out, String method, BooleanSupplier closed) throws IOException {
    switch (fault) {
      case NOTHING, DROP_UPLOAD -> {
        return false;
      }
      case SILENT, STALL_UPLOAD -> {
        waitFor(closed);
        return false;
      }
      case NONE, STALL, ENDLESS, REPEATED, ANSWER_EARLY -> out.write(head());
    }
    if (method.equals("HEAD")) {
      return true;
    }
    int end = isAboutUpload() || cut < 0 ? body.size() : (int) Math.min(cut, body.size());
    byte[] bytes = body.toArray();
    out.write(bytes, 0, end);
    out.flush();
    for (long sent = end; fault == Fault.REPEATED && sent < declared; sent += end) {
      out.write(bytes);
    }
    while (fault == Fault.ENDLESS) {
      out.write(bytes);
    }
    if (fault == Fault.STALL) {
      waitFor(closed);
    }
    return (cut < 0 || isAboutUpload())
        && declared != -2
        && (fault == Fault.REPEATED || declared <= body.size());
  }

  private byte[] head() throws IOException {
    var head = new ByteArrayOutputStream();
    var text = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach(header -> text.append(header).append("\r\n"));
    if (declared != -2) {
      text.append("Content-Length: ").append(declared < 0 ? body.size() : declared).append("\r\n");
    } else {
      text.append("Connection: close\r\n");
    }
    head.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    return head.toByteArray();
  }

  /// Until the server is closed; a client that goes away is not waited for by anybody.
  private static void waitFor(BooleanSupplier closed) {
    while (!closed.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
