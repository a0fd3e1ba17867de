package dev.lighterage.cnab.state;

import dev.lighterage.oci.value.Failure;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Makes ULIDs: identifiers that sort by the time they were made.
///
/// 48 bits of milliseconds and 80 random bits in Crockford's base 32, 26 characters ([400.13]).
/// Within one millisecond, or when the clock goes back, the random part counts up from the last
/// one, so that later ones always sort later; also after those that another process made, once this
/// one was told of them.
public final class Ulids {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final long LOW_MASK = (1L << 40) - 1;
  private static final long LAST_TIME = (1L << 48) - 1;

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
    var text = new StringBuilder(LENGTH);
    append(text, time, 10);
    append(text, high, 8);
    append(text, low, 8);
    return text.toString();
  }

  /// Lets every identifier from here on be larger than `id`, which may be of a process with another
  /// clock; what is no ULID says nothing. Fails with `INVALID` for one of the last millisecond
  /// there is, after which none may be left.
  synchronized void after(String id) {
    if (id.length() != LENGTH || id.charAt(0) > '7' || !id.chars().allMatch(Ulids::isDigit)) {
      return;
    }
    long[] other = {value(id, 0, 10), value(id, 10, 18), value(id, 18, LENGTH)};
    if (other[0] == LAST_TIME) {
      throw Failure.of(Failure.Kind.INVALID, "identifier that none can follow", id);
    }
    if (Arrays.compare(other, new long[] {time, high, low}) > 0) {
      time = other[0];
      high = other[1];
      low = other[2];
    }
  }

  private static boolean isDigit(int character) {
    return ALPHABET.indexOf(character) >= 0;
  }

  private static long value(String text, int from, int to) {
    long value = 0;
    for (char digit : text.substring(from, to).toCharArray()) {
      value = value << 5 | ALPHABET.indexOf(digit);
    }
    return value;
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
