package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.Inputs;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.Hold;
import dev.lighterage.cnab.state.Progress;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Writes the claims and results of operations (CNAB 400).
public final class Records {
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// `ids` gives a new ULID each time.
  public Records(Supplier<String> ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /// The same for what is recorded under `hold`, which gives the identifiers: they sort after all
  /// that is on record.
  Records under(Hold hold) {
    return new Records(hold::nextId, clock);
  }

  /// The claim of an operation, with the note for the run tool in it.
  Claim claim(Ready ready, List<StepState> steps) {
    Permit permit = ready.permit();
    Operate.Request request = permit.request();
    Inputs inputs = ready.inputs();
    var note =
        new RunNote(
            permit.verdict().granted(), request.mounts().stream().map(Mount::path).toList(), steps);
    JsonObject custom =
        JsonObject.builder()
            .put(RunNote.KEY, note.toJson())
            .put(Claim.SUPPLIED, JsonArray.ofStrings(inputs.supplied()))
            .build();
    return new Claim(
        ids.get(),
        request.installation(),
        ids.get(),
        clock.instant(),
        request.action(),
        Json.readObject(permit.bundle().bytes()),
        Optional.of(permit.survey().root().pinned()),
        inputs.parameters(),
        custom);
  }

  Result running(Claim claim, List<StepState> steps) {
    return result(claim, Status.RUNNING, "", new Progress(steps, Optional.empty()));
  }

  /// How it ended, its outputs stored under `hold`.
  Result result(Claim claim, Ending ending, Hold hold) {
    var stored = new TreeMap<String, Result.Stored>();
    ending
        .outputs()
        .values()
        .forEach((name, value) -> stored.put(name, hold.output(name, Content.of(value))));
    var progress = new Progress(ending.steps(), Optional.of(ending.outcome().exitCode()));
    return result(claim, ending.status(), ending.message(), progress, stored);
  }

  /// It could not be run to its end; `steps` are as they were last seen.
  Result broken(Claim claim, RuntimeException why, List<StepState> steps) {
    boolean canceled = why instanceof Failure failure && failure.kind() == Failure.Kind.CANCELED;
    return result(
        claim,
        canceled ? Status.CANCELED : Status.FAILED,
        canceled ? Ending.STOPPED : message(why),
        new Progress(steps, Optional.empty()));
  }

  private static String message(RuntimeException why) {
    return why instanceof Failure failure
        ? failure.getMessage()
        : "defect: " + why.getClass().getSimpleName();
  }

  private Result result(Claim claim, Status status, String message, Progress progress) {
    return result(claim, status, message, progress, new TreeMap<>());
  }

  private Result result(
      Claim claim,
      Status status,
      String message,
      Progress progress,
      SortedMap<String, Result.Stored> outputs) {
    return new Result(
        ids.get(), claim.id(), clock.instant(), status, message, outputs, progress.toCustom());
  }
}
