package dev.lighterage.oci.http;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// How an [Http] behaves.
///
/// `plainHosts`: hosts (`host` for every port, or `host:port`) spoken to without TLS. A loopback
/// host is spoken to without TLS too, unless a `caFile` says that TLS is wanted. `caFile`: PEM
/// certificates trusted beside those of the JDK. `proxies`: how others than loopback are asked.
/// `trace`: gets one line per request line, header and status, with secrets blotted out, no bodies,
/// from any thread.
public record HttpSettings(
    Set<String> plainHosts,
    Optional<Path> caFile,
    Proxies proxies,
    Optional<Consumer<String>> trace,
    RetryPolicy retries,
    Timing timing) {

  public HttpSettings {
    plainHosts = Set.copyOf(plainHosts);
  }

  /// TLS everywhere but on loopback, the JDK's roots, no proxy, no trace.
  public static HttpSettings ordinary() {
    return new HttpSettings(
        Set.of(),
        Optional.empty(),
        Proxies.none(),
        Optional.empty(),
        RetryPolicy.ORDINARY,
        Timing.real());
  }

  public HttpSettings withPlainHosts(Set<String> hosts) {
    return new HttpSettings(hosts, caFile, proxies, trace, retries, timing);
  }

  public HttpSettings withCaFile(Path file) {
    return new HttpSettings(plainHosts, Optional.of(file), proxies, trace, retries, timing);
  }

  public HttpSettings withProxies(Proxies other) {
    return new HttpSettings(plainHosts, caFile, other, trace, retries, timing);
  }

  public HttpSettings withTrace(Consumer<String> sink) {
    return new HttpSettings(plainHosts, caFile, proxies, Optional.of(sink), retries, timing);
  }

  public HttpSettings withRetries(RetryPolicy other) {
    return new HttpSettings(plainHosts, caFile, proxies, trace, other, timing);
  }

  public HttpSettings withTiming(Timing other) {
    return new HttpSettings(plainHosts, caFile, proxies, trace, retries, other);
  }
}
