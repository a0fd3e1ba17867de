package dev.lighterage.oci.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The JDK's clients of one [Http]: one for http and one for https, each made when it is first
/// needed. A client that may speak TLS reads the machine's certificates when it is made, which
/// takes longer than a small push over loopback, or a build that asks nobody, has in all.
final class Clients implements AutoCloseable {
  private final Duration connect;
  private final Optional<SSLContext> trust;
  private final ProxySelector proxies;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable HttpClient plain;
  private @Nullable HttpClient secure;
  private boolean closed;

  /// Reads the settings' file of certificates now, so that a wrong one is noticed whoever is asked;
  /// fails like [Trust#with].
  Clients(HttpSettings settings) {
    this.connect = settings.retries().connect();
    this.trust = settings.caFile().map(Trust::with);
    this.proxies = new Chosen(settings.proxies());
  }

  /// The client for the address `uri`; fails once closed.
  synchronized HttpClient at(URI uri) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    HttpClient known = Origin.of(uri).isSecure() ? secure : plain;
    return known != null ? known : make(Origin.of(uri).isSecure());
  }

  private HttpClient make(boolean speaksTls) {
    HttpClient made = client(speaksTls ? trust : Optional.of(none()));
    if (speaksTls) {
      secure = made;
    } else {
      plain = made;
    }
    return made;
  }

  private HttpClient client(Optional<SSLContext> context) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .proxy(proxies)
            .executor(executor);
    context.ifPresent(builder::sslContext);
    return builder.build();
  }

  /// Trusts nobody.
  private static SSLContext none() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /// [Proxies] in the JDK's words.
  private static final class Chosen extends ProxySelector {
    private final Proxies proxies;

    private Chosen(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          proxies
              .at(Origin.of(uri))
              .map(proxy -> new Proxy(Proxy.Type.HTTP, proxy.address()))
              .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress proxy, IOException e) {
      // Whoever sent the request is told.
    }
  }

  /// Ends everything that is under way: an unclosed client costs 300 ms at the exit of the process.
  @Override
  public synchronized void close() {
    closed = true;
    close(plain);
    close(secure);
  }

  private static void close(@Nullable HttpClient client) {
    if (client != null) {
      client.shutdownNow();
      client.close();
    }
  }
}
