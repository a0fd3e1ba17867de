package dev.lighterage.oci.http;

import java.time.Duration;

/// How long and how often to try.
///
/// `connect`: until a connection stands. `answer`: from the last byte of a request to the first of
/// its answer; long, because a registry may hash or move a large blob in between. `stall`: without
/// one byte moving in a body, or until the answer to a request that only reads. `attempts`: how
/// often one request is tried in all; after silence or a refused connection, at most twice.
/// `longestWait`: between two attempts, whatever `Retry-After` asks for.
public record RetryPolicy(
    Duration connect, Duration answer, Duration stall, int attempts, Duration longestWait) {

  /// Ours: a registry that is silent for a minute in the middle of a body is taken for gone.
  public static final RetryPolicy ORDINARY =
      new RetryPolicy(
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          5,
          Duration.ofMinutes(1));
}
