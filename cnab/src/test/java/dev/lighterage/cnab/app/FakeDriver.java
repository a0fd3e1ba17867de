package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.RunRequest;
import dev.lighterage.contract.operation.StepReport;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A driver that starts no process: a run is what `run` does with the request.
record FakeDriver(Function<RunRequest, RunOutcome> run) implements Driver {
  /// The step `id` of an exec mixin, left so.
  static StepState step(String id, StepState.Status status) {
    return new StepState(id, "exec", "run", status, Optional.of(0), JsonObject.of(Map.of()));
  }

  static Bytes report(StepState... steps) {
    return Json.canonical(new StepReport(List.of(steps)).toJson());
  }

  /// Leaves a value for each output that is wanted, and the step `a` done.
  static FakeDriver good() {
    return new FakeDriver(
        request -> {
          var outputs = new TreeMap<String, Bytes>();
          request.outputs().keySet().forEach(name -> outputs.put(name, Bytes.utf8("here")));
          var steps = Optional.of(report(step("a", StepState.Status.DONE)));
          return new RunOutcome(0, false, outputs, new TreeMap<>(), steps);
        });
  }

  /// Ends with `exitCode` and this report, without outputs.
  static RunOutcome ended(int exitCode, StepState... steps) {
    return new RunOutcome(
        exitCode, false, new TreeMap<>(), new TreeMap<>(), Optional.of(report(steps)));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public boolean runs() {
    return true;
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public RunOutcome run(RunRequest request) {
    return run.apply(request);
  }
}
