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
import javax.net.ssl.SSLPeerUnverifiedException;

/// Faults of the connection, in words.
final class Faults {
  private static final String NO_TLS = "recognized SSL message";

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
    if (e instanceof ProxyRefusal refusal) {
      return refusal.reason();
    }
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
      return "TLS failed: " + Excerpt.of(innermost(e), 200);
    }
    if (isRefusal(e)) {
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

  /// Whether the other side is not there, as far as that shows.
  static boolean isSilenceOrRefusal(IOException e) {
    return e instanceof Wire.StallException || isRefusal(e);
  }

  /// A name that is not known and a connection that does not come to stand are `ConnectException`s
  /// of the JDK too.
  private static boolean isRefusal(IOException e) {
    return has(e, ConnectException.class)
        && !has(e, UnresolvedAddressException.class)
        && !has(e, HttpConnectTimeoutException.class);
  }

  /// Whether the same might go well a moment later.
  static boolean mayPass(IOException e) {
    if (e instanceof ProxyRefusal refusal) {
      return refusal.mayPass();
    }
    return !has(e, UnknownHostException.class)
        && !has(e, UnresolvedAddressException.class)
        && !has(e, CertificateException.class)
        && !has(e, SSLPeerUnverifiedException.class)
        && !speaksNoTls(e)
        && !has(e, ProtocolException.class);
  }

  /// The JDK has two sentences for an answer whose first bytes are no TLS, and no type of its own.
  private static boolean speaksNoTls(IOException e) {
    int depth = 0;
    for (Throwable at = e; at != null && depth < 20; at = at.getCause(), depth++) {
      if (at instanceof SSLException && String.valueOf(at.getMessage()).contains(NO_TLS)) {
        return true;
      }
    }
    return false;
  }

  /// What the first of all causes says: those around it speak of the JDK's own retries.
  private static String innermost(Throwable e) {
    Throwable at = e;
    for (int depth = 0; at.getCause() != null && depth < 20; depth++) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage());
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
