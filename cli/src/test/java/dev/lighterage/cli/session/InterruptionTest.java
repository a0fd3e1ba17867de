package dev.lighterage.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  @Test
  void interruptsTheWorkerWhereNothingElseWasSaid() {
    var interruption = new Interruption();
    assertThat(interruption.requested()).isFalse();
    interruption.request();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(interruption.requested()).isTrue();
  }

  @Test
  void stopsWhatIsUnderWayInItsOwnWay() {
    var interruption = new Interruption();
    var stopped = new ArrayList<String>();
    try (var _ = interruption.during(() -> stopped.add("run"))) {
      interruption.request();
    }
    assertThat(stopped).containsExactly("run");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void stopsAtOnceWhatBeginsAfterTheRequest() {
    var interruption = new Interruption();
    interruption.request();
    assertThat(Thread.interrupted()).isTrue();
    var stopped = new ArrayList<String>();
    try (var _ = interruption.during(() -> stopped.add("run"))) {
      assertThat(stopped).containsExactly("run");
    }
  }

  @Test
  void forgetsWhatIsOver() {
    var interruption = new Interruption();
    try (var _ = interruption.during(() -> Thread.currentThread().setName("never"))) {
      assertThat(interruption.requested()).isFalse();
    }
    interruption.request();
    assertThat(Thread.interrupted()).isTrue();
  }
}
