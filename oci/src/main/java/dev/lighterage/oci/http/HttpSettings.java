package dev.lighterage.oci.http;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// How an [Http] behaves.
///
/// `plainHosts`: hosts (`host` for every port, or `host:port`) spoken to without TLS. A loopback
/// host is spoken to without TLS too, unless a `caFile` says that TLS is wanted. `caFile`: PEM
/// certificates trusted beside those of the JDK. `trace`: gets one line per request line, header
/// and status, with secrets blotted out, no bodies, from any thread.
public record HttpSettings(
    Set<String> plainHosts,
    Optional<Path> caFile,
    Optional<Consumer<String>> trace,
    Patience patience,
    Pace pace) {

  public HttpSettings {
    plainHosts = Set.copyOf(plainHosts);
  }

  /// TLS everywhere but on loopback, the JDK's roots, no trace.
  public static HttpSettings ordinary() {
    return new HttpSettings(
        Set.of(), Optional.empty(), Optional.empty(), Patience.ORDINARY, Pace.real());
  }

  public HttpSettings withPlainHosts(Set<String> hosts) {
    return new HttpSettings(hosts, caFile, trace, patience, pace);
  }

  public HttpSettings withCaFile(Path file) {
    return new HttpSettings(plainHosts, Optional.of(file), trace, patience, pace);
  }

  public HttpSettings withTrace(Consumer<String> sink) {
    return new HttpSettings(plainHosts, caFile, Optional.of(sink), patience, pace);
  }

  public HttpSettings withPatience(Patience other) {
    return new HttpSettings(plainHosts, caFile, trace, other, pace);
  }

  public HttpSettings withPace(Pace other) {
    return new HttpSettings(plainHosts, caFile, trace, patience, other);
  }
}
