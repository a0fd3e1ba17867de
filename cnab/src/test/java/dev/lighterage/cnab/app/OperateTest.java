package dev.lighterage.cnab.app;

import static dev.lighterage.cnab.app.FakeDriver.ended;
import static dev.lighterage.cnab.app.FakeDriver.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What install, upgrade and uninstall leave on record, however they end.
class OperateTest {
  private static final FakeDriver GOOD =
      new FakeDriver(_ -> ended(0, step("a", StepState.Status.DONE)));

  @TempDir private Path folder;
  private Wharf wharf;
  private Operations operations;

  @BeforeEach
  void publish() {
    wharf = new Wharf(folder);
    operations = Operations.on(wharf, folder);
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  @Test
  void recordsWhatSucceeded() {
    Operate.Ended ended = operations.run("install", GOOD);
    assertThat(ended.result().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(operations.last().claim()).isEqualTo(ended.claim());
    assertThat(operations.last().results().getFirst().status()).isEqualTo(Status.RUNNING);
    assertThat(operations.last().results().getLast()).isEqualTo(ended.result());
    assertThat(ended.result().progress().steps()).containsExactly(step("a", StepState.Status.DONE));
    assertThat(operations.runs()).isEmptyDirectory();
  }

  @Test
  void takesTheLaterOperationForTheLastWhenTheClockWentBack() {
    operations.run("install", GOOD);
    var back = operations.at(InstantSource.fixed(Wharf.NOW.minus(Duration.ofMinutes(5))));
    Operate.Ended uninstalled = back.run("uninstall", GOOD);
    assertThat(operations.last().claim()).isEqualTo(uninstalled.claim());
    assertThat(operations.last().last()).contains(uninstalled.result());
    assertThat(operations.installations().find("shop").orElseThrow().uninstalled()).isTrue();
  }
}
