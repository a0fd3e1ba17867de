package dev.lighterage.cnab.app;

import static dev.lighterage.cnab.app.FakeDriver.report;
import static dev.lighterage.cnab.app.FakeDriver.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Operations that the user stops, at a registry that does not answer any more or in the run.
class StoppedOperationTest {
  private static final FakeDriver UNTOUCHED =
      new FakeDriver(
          _ -> {
            throw new AssertionError("run although stopped");
          });

  @TempDir private Path folder;
  private final Cancellation cancellation = new Cancellation();
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
    assertThat(Thread.interrupted()).isFalse();
  }

  private Operate.Request request(String action, FakeDriver driver) {
    return operations.request(action, Operations.by(driver, cancellation), Map.of());
  }

  private static void canceled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CANCELED));
  }

  @Test
  void stopsWhileItIsJudgedAndLeavesNothing() {
    wharf.stall("GET /v2/bundles/shop/manifests/v1.0.0", cancellation::cancel);
    canceled(() -> operations.ready(request("install", UNTOUCHED)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(operations.runs()).doesNotExist();
  }

  @Test
  void stopsWhileArtifactsAreFetchedAndRecordsThat() {
    operations.run("install", FakeDriver.good());
    Ready ready = operations.ready(request("upgrade", UNTOUCHED));
    wharf.stall(
        "GET /v2/bundles/shop/blobs/" + Bytes.utf8("hello\n").digest(), cancellation::cancel);
    canceled(() -> operations.run(ready));
    assertThat(operations.last().claim().action()).isEqualTo("upgrade");
    assertThat(operations.last().status()).isEqualTo(Status.CANCELED);
    assertThat(operations.last().last().orElseThrow().message()).isEqualTo("stopped by the user");
    assertThat(operations.last().last().orElseThrow().progress().steps())
        .containsExactly(step("a", StepState.Status.DONE));
    assertThat(operations.runs()).isEmptyDirectory();
  }

  @Test
  void beginsNothingThatWasStoppedBefore() {
    Ready ready = operations.ready(request("install", UNTOUCHED));
    cancellation.cancel();
    canceled(() -> operations.run(ready));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(operations.installations().history("shop")).isEmpty();
  }

  @Test
  void leavesItToTheDriverToEndARun() {
    var ended = new ArrayList<String>();
    var running =
        new FakeDriver(
            request -> {
              request.cancellation().onCancel(() -> ended.add("TERM"));
              cancellation.cancel();
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              var steps = Optional.of(report(step("a", StepState.Status.FAILED)));
              return new RunOutcome(143, true, new TreeMap<>(), new TreeMap<>(), steps);
            });
    Operate.Ended stopped = operations.run(operations.ready(request("install", running)));
    assertThat(ended).containsExactly("TERM");
    assertThat(stopped.result().status()).isEqualTo(Status.CANCELED);
    assertThat(operations.last().last()).contains(stopped.result());
  }

  @Test
  void recordsWhatEndedBeforeTheWishCouldBeMet() {
    var quick =
        new FakeDriver(
            request -> {
              RunOutcome done = FakeDriver.good().run(request);
              cancellation.cancel();
              return done;
            });
    Operate.Ended ended = operations.run(operations.ready(request("install", quick)));
    assertThat(ended.result().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(operations.last().last()).contains(ended.result());
  }
}
