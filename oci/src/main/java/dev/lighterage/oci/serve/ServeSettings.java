package dev.lighterage.oci.serve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// How a registry is served.
///
/// @param address where it listens; port 0 takes a free one
/// @param clock for the age of upload sessions
/// @param random for the names of upload sessions
/// @param observer is told of each request of the registry's interface when it arrives, from
///   several threads
public record ServeSettings(
    InetSocketAddress address,
    InstantSource clock,
    RandomGenerator random,
    Consumer<Asked> observer) {
  /// On a free port of loopback.
  public static ServeSettings loopback() {
    return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public static ServeSettings at(InetSocketAddress address) {
    return new ServeSettings(address, InstantSource.system(), new SecureRandom(), _ -> {});
  }

  public ServeSettings observedBy(Consumer<Asked> watcher) {
    return new ServeSettings(address, clock, random, watcher);
  }
}
