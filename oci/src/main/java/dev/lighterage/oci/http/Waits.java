package dev.lighterage.oci.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How long to wait before the next attempt.
final class Waits {
  /// Ours: half a second after the first attempt, twice as long after each one more.
  private static final Duration FIRST = Duration.ofMillis(500);

  private final RetryPolicy retries;
  private final Timing timing;

  Waits(RetryPolicy retries, Timing timing) {
    this.retries = retries;
    this.timing = timing;
  }

  /// The wait after `attempt` (1 for the first). `retryAfter`, in seconds or as a date (RFC 9110,
  /// section 10.2.3), is kept to, and up to a tenth is added so that not all come back at once;
  /// without it the wait doubles and is shortened by up to half. Never above the longest wait.
  Duration after(int attempt, Optional<String> retryAfter) {
    Duration wait =
        retryAfter
            .flatMap(this::asked)
            .map(asked -> asked.plus(share(asked, 0, 0.1)))
            .orElseGet(() -> share(FIRST.multipliedBy(1L << Math.min(attempt - 1, 20)), 0.5, 1));
    return wait.compareTo(retries.longestWait()) > 0 ? retries.longestWait() : wait;
  }

  private Duration share(Duration whole, double least, double most) {
    return Duration.ofMillis((long) (whole.toMillis() * timing.random().nextDouble(least, most)));
  }

  private Optional<Duration> asked(String text) {
    String value = text.strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      var until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(timing.clock().instant(), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
