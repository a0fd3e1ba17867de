package dev.lighterage.runtool;

import dev.lighterage.contract.operation.Plan;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// One run of one action: read what was handed over, look at every step, then run them in order
/// until one fails.
///
/// Nothing is changed and nothing started before all is known to be there. Source:
/// docs/run-contract.md.
public final class RunTool {
  private final Surroundings here;
  private final Child child;
  private final CountDownLatch ended = new CountDownLatch(1);

  public RunTool(Surroundings here) {
    this.here = here;
    this.child = new Child(here.streams());
  }

  /// Runs the action to its end and gives the exit code.
  public int run() {
    try {
      return prepareAndRun();
    } catch (Failure failure) {
      say(failure.getMessage());
      return Exit.INCOMPLETE;
    } finally {
      ended.countDown();
    }
  }

  /// Ends the run from another thread: the running program and its descendants get SIGTERM, and
  /// SIGKILL after ten seconds; no further step starts. Returns when the report is written.
  public void stop() {
    child.stop(Child.GRACE);
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int prepareAndRun() {
    var problems = new ArrayList<String>();
    var mixins = new InstalledMixins(here);
    Optional<Handover> handover = Handover.read(here, problems);
    List<StepState> last = handover.flatMap(Handover::note).map(RunNote::steps).orElse(List.of());
    List<Plan.Entry> plan =
        handover.map(h -> Plan.of(h.lighterage(), h.action(), last)).orElse(List.of());
    handover.ifPresent(h -> new Preflight(here, h, mixins, problems).check(plan));
    if (handover.isEmpty() || !problems.isEmpty()) {
      return refuse(problems);
    }
    var steps = new Steps(here, child, mixins, handover.get());
    try {
      steps.begin();
    } catch (Failure failure) {
      return refuse(List.of(failure.getMessage()));
    }
    return steps.run(plan);
  }

  private int refuse(List<String> problems) {
    say("cannot start, nothing was changed:");
    problems.forEach(problem -> here.streams().err().println("  - " + problem));
    return Exit.REFUSED;
  }

  private void say(String line) {
    here.streams().err().println("run tool: " + line);
  }
}
