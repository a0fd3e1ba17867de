package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/// Faults of the connection, in words.
final class Faults {
  private Faults() {}

  static Failure failure(Request request, IOException e) {
    String address = Blotted.address(request.uri());
    if (Thread.currentThread().isInterrupted()) {
      return Failure.of(Failure.Kind.CANCELED, "interrupted", address).because(e);
    }
    if (e instanceof SentBody.Broken) {
      return Failure.of(Failure.Kind.STORAGE, "could not read what was to be sent to", address)
          .with("why", Excerpt.of(String.valueOf(e.getCause()), 300))
          .because(e);
    }
    return Failure.of(Failure.Kind.UNREACHABLE, "no answer from", address)
        .with("method", request.method())
        .with("why", reason(e))
        .because(e);
  }

  static String reason(IOException e) {
    if (has(e, UnknownHostException.class) || has(e, UnresolvedAddressException.class)) {
      return "the host's name is not known";
    }
    if (has(e, HttpConnectTimeoutException.class)) {
      return "the host does not answer";
    }
    if (has(e, CertificateException.class)) {
      return "its certificate is not trusted";
    }
    if (has(e, SSLException.class)) {
      return "TLS failed: " + Excerpt.of(String.valueOf(e.getMessage()), 200);
    }
    if (has(e, ConnectException.class)) {
      return "the connection was refused";
    }
    if (e instanceof Wire.StallException) {
      return "nothing moved any more";
    }
    if (has(e, ProtocolException.class)) {
      return "it does not speak HTTP: " + Excerpt.of(String.valueOf(e.getMessage()), 200);
    }
    // The JDK has a dozen sentences for this; they are in the cause.
    return "the connection was cut";
  }

  /// Whether the same might go well a moment later.
  static boolean mayPass(IOException e) {
    return !has(e, UnknownHostException.class)
        && !has(e, UnresolvedAddressException.class)
        && !has(e, SSLException.class)
        && !has(e, ProtocolException.class);
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    int depth = 0;
    for (Throwable at = e; at != null && depth < 20; at = at.getCause(), depth++) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }
}
