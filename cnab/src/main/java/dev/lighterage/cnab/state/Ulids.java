package dev.lighterage.cnab.state;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Makes ULIDs: identifiers that sort by the time they were made.
///
/// 48 bits of milliseconds and 80 random bits in Crockford's base 32, 26 characters ([400.13]).
/// Within one millisecond, or when the clock goes back, the random part counts up from the last
/// one, so that later ones always sort later.
public final class Ulids {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final long LOW_MASK = (1L << 40) - 1;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long time = -1;
  private long high;
  private long low;

  public Ulids(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// The next identifier, larger than each before.
  public synchronized String next() {
    long now = clock.millis();
    if (now > time) {
      time = now;
      high = random.nextLong() & LOW_MASK;
      low = random.nextLong() & LOW_MASK;
    } else {
      countUp();
    }
    var text = new StringBuilder(26);
    append(text, time, 10);
    append(text, high, 8);
    append(text, low, 8);
    return text.toString();
  }

  /// Adds one to the random part; when it runs over, borrows a millisecond from the future.
  private void countUp() {
    low = (low + 1) & LOW_MASK;
    if (low == 0) {
      high = (high + 1) & LOW_MASK;
      if (high == 0) {
        time++;
      }
    }
  }

  /// The lowest `characters` × 5 bits of `value`, highest first.
  private static void append(StringBuilder text, long value, int characters) {
    for (int i = characters - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt((int) (value >>> (5 * i)) & 31));
    }
  }
}
