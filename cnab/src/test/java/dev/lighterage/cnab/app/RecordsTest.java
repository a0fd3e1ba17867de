package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cnab.run.Outputs;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.cnab.state.FolderInstallations;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.cnab.state.Ulids;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.contract.operation.StepReport;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final JsonObject NOTHING = JsonObject.of(Map.of());

  @TempDir Path dir;

  private final Ulids ulids = new Ulids(CLOCK, new Random(5));

  private static StepState step(String id, StepState.Status status) {
    return new StepState(id, "files", "put", status, Optional.of(0), NOTHING);
  }

  private Result ended(int exitCode, Optional<StepReport> report) {
    var before = List.of(step("site", StepState.Status.DONE));
    var note = new RunNote(new TreeSet<>(), List.of(), before);
    JsonObject custom = JsonObject.builder().put(RunNote.KEY, note.toJson()).build();
    var claim =
        new Claim(
            ulids.next(),
            "shop",
            ulids.next(),
            Instant.EPOCH,
            "upgrade",
            NOTHING,
            Optional.empty(),
            NOTHING,
            custom);
    Optional<Bytes> steps = report.map(r -> Json.canonical(r.toJson()));
    var outcome = new RunOutcome(exitCode, false, new TreeMap<>(), List.of(), steps);
    var installations = new FolderInstallations(dir, ulids, CLOCK, "here");
    try (var hold = installations.hold("shop", "upgrade")) {
      return new Records(ulids::next, CLOCK)
          .result(claim, outcome, new Outputs(new TreeMap<>(), List.of()), hold);
    }
  }

  @Test
  void keepsTheStateOfStepsWhenARunLeavesNoReport() {
    Result result = ended(120, Optional.empty());
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.progress().steps()).containsExactly(step("site", StepState.Status.DONE));
  }

  @Test
  void takesTheStateOfStepsFromTheReport() {
    var report = new StepReport(List.of(step("site", StepState.Status.FAILED)));
    assertThat(ended(1, Optional.of(report)).progress().steps())
        .containsExactly(step("site", StepState.Status.FAILED));
  }
}
