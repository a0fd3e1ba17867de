package dev.lighterage.oci.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Sends one request over `java.net.http` and gives back its answer with an open body: watched,
/// counted, traced; no retry and no redirect.
final class Wire implements AutoCloseable {
  /// Read once by the JDK, when the first client is made. `bufsize`: 256 KiB, since the default of
  /// 16 KiB costs more than half of the throughput. `retrylimit`: the JDK would send a request
  /// again by itself when a connection ends early, unseen by whoever counts. `disabledSchemes`: the
  /// JDK shows a proxy no password (Basic) when it is asked for a tunnel.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "jdk.httpclient.bufsize", "262144",
          "jdk.httpclient.redirects.retrylimit", "1",
          "jdk.http.auth.tunneling.disabledSchemes", "");

  private static final String USER_AGENT = "lighterage";

  private final RetryPolicy retries;
  private final Proxies proxies;
  private final Traffic traffic;
  private final Trace trace;
  private final Watchdog watchdog;
  private final Clients clients;

  Wire(HttpSettings settings, Traffic traffic, Trace trace) {
    this.retries = settings.retries();
    this.proxies = settings.proxies();
    this.traffic = traffic;
    this.trace = trace;
    this.watchdog = new Watchdog(settings.timing().nanos());
    PROPERTIES.forEach(Wire::setUnlessSet);
    this.clients = new Clients(settings);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /// Fails with an `IOException` for everything that went wrong on the way; one that the content to
  /// send brought about is a [SentBody.Broken].
  Answer exchange(Request request) throws IOException {
    traffic.request();
    trace.request(request);
    var running = new Running();
    try (Watchdog.Watch watch = watchdog.watch(running::stop);
        SentBody sent = new SentBody(request, watch, retries, traffic)) {
      watch.arm(request.reads() ? retries.stall() : retries.answer());
      var future =
          clients.at(request.uri()).sendAsync(build(request, sent), BodyHandlers.ofInputStream());
      running.future = future;
      HttpResponse<InputStream> response = await(future, watch, sent);
      trace.answer(request, response.statusCode(), response.headers().map());
      requirePassedOn(response);
      return answer(request.uri(), response);
    }
  }

  private HttpRequest build(Request request, SentBody sent) {
    var builder = HttpRequest.newBuilder(request.uri());
    request.headers().forEach(builder::header);
    // Bytes are what counts here: a proxy that compresses on the way would change them.
    builder.header("Accept-Encoding", "identity");
    builder.header("User-Agent", USER_AGENT);
    // The JDK gives it to the proxy alone.
    proxies
        .at(Origin.of(request.uri()))
        .flatMap(Proxies.Proxy::authorization)
        .ifPresent(login -> builder.header("Proxy-Authorization", login.reveal()));
    if (request.body().isPresent()) {
      return builder.method(request.method(), sent.publisher()).build();
    }
    // The JDK gives a GET a length when it is built like the others.
    return switch (request.method()) {
      case "GET" -> builder.GET().build();
      case "HEAD" -> builder.HEAD().build();
      default -> builder.method(request.method(), BodyPublishers.noBody()).build();
    };
  }

  private static HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> future, Watchdog.Watch watch, SentBody sent)
      throws IOException {
    try {
      return future.get();
    } catch (CancellationException e) {
      throw new StallException(e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      sent.throwIfBroken();
      if (watch.stalled()) {
        throw new StallException(e);
      }
      switch (e.getCause()) {
        case IOException fault ->
            throw ProxyRefusal.in(fault).map(IOException.class::cast).orElse(fault);
        case null, default -> throw new IOException(e.getCause());
      }
    }
  }

  /// The JDK gives this one refusal as an answer, without a body where a tunnel was asked for.
  private static void requirePassedOn(HttpResponse<@Nullable InputStream> response)
      throws IOException {
    if (response.statusCode() == ProxyRefusal.LOGIN_WANTED) {
      InputStream body = response.body();
      if (body != null) {
        body.close();
      }
      throw new ProxyRefusal(response.statusCode());
    }
  }

  private Answer answer(URI uri, HttpResponse<InputStream> response) {
    var body = new ReceivedBody(response.body(), watchdog, retries.stall(), traffic);
    return new Answer(response.statusCode(), response.headers(), uri, body);
  }

  @Override
  public void close() {
    clients.close();
  }

  /// Lets the watchdog stop an exchange that it was told of before that exchange began.
  private static final class Running {
    private volatile CompletableFuture<?> future = CompletableFuture.completedFuture(null);

    private void stop() {
      future.cancel(true);
    }
  }

  /// Nothing moved for too long.
  static final class StallException extends IOException {
    private static final long serialVersionUID = 1L;

    StallException(@Nullable Throwable cause) {
      super("nothing moved any more", cause);
    }
  }
}
