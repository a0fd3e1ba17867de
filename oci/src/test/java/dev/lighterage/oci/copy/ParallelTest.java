package dev.lighterage.oci.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void answersInTheOrderOfTheItems() {
    assertThat(new Parallel(3).map(numbers(100), i -> i * 2))
        .isEqualTo(IntStream.range(0, 100).map(i -> i * 2).boxed().toList());
    assertThat(new Parallel(3).map(List.of(), i -> i)).isEmpty();
  }

  @Test
  void runsAtMostSoManyAtOnce() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    new Parallel(4)
        .each(
            numbers(200),
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.onSpinWait();
              now.decrementAndGet();
            });
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void runsSoManyAtOnce() {
    var all = new CountDownLatch(4);
    new Parallel(4)
        .each(
            numbers(4),
            _ -> {
              all.countDown();
              await(all);
            });
    assertThat(all.getCount()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw Failure.of(Failure.Kind.CANCELED, "interrupted", "a test").because(e);
    }
  }

  @Test
  void stopsTheRestAtTheFirstFailure() {
    var never = new CountDownLatch(1);
    var waiting = new CountDownLatch(3);
    List<Integer> ended = Collections.synchronizedList(new ArrayList<>());
    assertThatThrownBy(
            () ->
                new Parallel(4)
                    .each(
                        numbers(100),
                        i -> {
                          if (i == 0) {
                            await(waiting);
                            throw Failure.of(Failure.Kind.CORRUPT, "first", "item 0");
                          }
                          waiting.countDown();
                          await(never);
                          ended.add(i);
                        }))
        .hasMessage("first: item 0");
    assertThat(ended).isEmpty();
  }

  @Test
  void stopsAllWhenItsCallerIsInterrupted() throws InterruptedException {
    var started = new CountDownLatch(2);
    var never = new CountDownLatch(1);
    var thrown = new AtomicReference<@Nullable Throwable>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    new Parallel(2)
                        .each(
                            numbers(2),
                            _ -> {
                              started.countDown();
                              await(never);
                            });
                  } catch (Failure failure) {
                    thrown.set(failure);
                  }
                });
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CANCELED));
  }
}
