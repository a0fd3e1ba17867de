package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.mixin.Program;
import dev.lighterage.contract.operation.Plan;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.contract.operation.StepState.Status;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Runs the steps of a plan that was found good, one after another, until one fails.
final class Steps {
  private final Surroundings here;
  private final Child child;
  private final InstalledMixins mixins;
  private final Values values;
  private final Report report;
  private final Marks marks;

  Steps(Surroundings here, Child child, InstalledMixins mixins, Handover handover) {
    this.here = here;
    this.child = child;
    this.mixins = mixins;
    this.values = new Values(here, handover);
    this.report = new Report(here, handover);
    this.marks = new Marks(here.streams().out());
  }

  /// Puts the report there before anything changes: who cannot write it must not begin. Fails with
  /// `STORAGE`.
  void begin() {
    report.write();
  }

  /// The exit code of the run: 0, that of the program that failed, or one of [Exit].
  int run(List<Plan.Entry> plan) {
    for (Plan.Entry entry : plan) {
      int code = run(entry);
      if (child.stopped()) {
        return Exit.TERMINATED;
      }
      if (code != Exit.DONE) {
        return code;
      }
    }
    return Exit.DONE;
  }

  private int run(Plan.Entry entry) {
    return switch (entry) {
      case Plan.Run run -> run(run);
      case Plan.Skip(Step step, String why) -> {
        marks.skipped(step, why);
        yield Exit.DONE;
      }
    };
  }

  private int run(Plan.Run run) {
    marks.started(run.step());
    Optional<StepState> before = report.find(run.stateId());
    record(run, Status.RUNNING, Optional.empty(), Report.NOTHING);
    try (Scratch scratch = Scratch.make()) {
      return runProgram(run, before, scratch);
    } catch (Failure failure) {
      record(run, Status.FAILED, Optional.empty(), Report.NOTHING);
      marks.failed(run.step(), failure.getMessage());
      return Exit.INCOMPLETE;
    }
  }

  private int runProgram(Plan.Run run, Optional<StepState> before, Scratch scratch) {
    Operation operation = mixins.operation(run.step());
    Program program = operation.program().orElseThrow();
    Invocation invocation =
        Invocation.of(program, values.call(run.step(), operation), scratch.folder());
    StepOutputs.clear(here, program);
    Optional<Path> result =
        StepOutputs.readsStdout(program) ? Optional.of(scratch.result()) : Optional.empty();
    int code = child.run(invocation, result);
    Optional<Program.ExitMeaning> meaning = program.meaning(code);
    // A program that was told to stop may end with 0 all the same.
    if (child.stopped() || meaning.filter(Program.ExitMeaning::done).isEmpty()) {
      result.ifPresent(file -> SmallFile.show(file, here.streams().err()));
      if (!child.stopped() && meaning.filter(m -> !m.changed()).isPresent()) {
        report.restore(run.stateId(), before);
      } else {
        record(run, Status.FAILED, Optional.of(code), Report.NOTHING);
      }
      Optional<String> why =
          child.stopped() ? Optional.of("stopped") : meaning.map(Program.ExitMeaning::meaning);
      marks.failed(run.step(), Exit.words(code, why));
      return code;
    }
    record(run, run.whenDone(), Optional.of(code), StepOutputs.collect(here, program, result));
    marks.done(run.step());
    return Exit.DONE;
  }

  /// The step's new state. Outputs of earlier runs stay known while the step stands: what uninstall
  /// needs may have been said by install.
  private void record(Plan.Run run, Status status, Optional<Integer> code, JsonObject fresh) {
    Step step = run.step();
    var outputs = new LinkedHashMap<String, JsonValue>();
    if (status != Status.REMOVED) {
      outputs.putAll(values.outputs(run.stateId()).members());
      outputs.putAll(fresh.members());
    }
    var all = new JsonObject(outputs, "$");
    values.remember(run.stateId(), all);
    report.record(
        new StepState(run.stateId(), step.mixin(), step.operation(), status, code, all), fresh);
  }
}
