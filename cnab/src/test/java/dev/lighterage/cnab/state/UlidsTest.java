package dev.lighterage.cnab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UlidsTest {
  private static final Instant TIME = Instant.ofEpochMilli(1469918176385L);

  @Test
  void writesTimeInTheFirstTenCharacters() {
    String ulid = new Ulids(InstantSource.fixed(TIME), new Random(1)).next();
    assertThat(ulid).hasSize(26).startsWith("01ARYZ6S41").matches("[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void sortsLaterOnesLaterWithinOneMillisecond() {
    var ulids = new Ulids(InstantSource.fixed(TIME), new Random(2));
    var made = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ulids.next());
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void sortsLaterOnesLaterWhenTheClockGoesBack() {
    long[] now = {TIME.toEpochMilli()};
    var ulids = new Ulids(() -> Instant.ofEpochMilli(now[0]), new Random(3));
    String first = ulids.next();
    now[0] -= 60_000;
    assertThat(ulids.next()).isGreaterThan(first);
  }

  @Test
  void goesOnFromIdentifiersOfAnotherClock() {
    String other = new Ulids(InstantSource.fixed(TIME.plusSeconds(60)), new Random(4)).next();
    var ulids = new Ulids(InstantSource.fixed(TIME), new Random(5));
    ulids.after(other);
    ulids.after(ulids.next().replace('0', 'o'));
    ulids.after("r");
    ulids.after("01ARYZ6S41ZZZZZZZZZZZZZZZZ");
    String next = ulids.next();
    assertThat(next).isGreaterThan(other).startsWith(other.substring(0, 10));
    assertThat(next).matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }

  @Test
  void refusesIdentifierThatNoneCanFollow() {
    var ulids = new Ulids(InstantSource.fixed(TIME), new Random(6));
    assertThatThrownBy(() -> ulids.after("7ZZZZZZZZZ0000000000000000"))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INVALID));
  }

  @Test
  void carriesOverWhenTheRandomPartIsFull() {
    RandomGenerator full = () -> -1L;
    var ulids = new Ulids(InstantSource.fixed(TIME), full);
    String first = ulids.next();
    assertThat(first).endsWith("ZZZZZZZZZZZZZZZZ");
    assertThat(ulids.next()).isGreaterThan(first).endsWith("0000000000000000");
  }
}
