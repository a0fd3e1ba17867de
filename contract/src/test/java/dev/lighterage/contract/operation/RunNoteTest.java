package dev.lighterage.contract.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunNoteTest {
  private static final StepState DONE =
      new StepState(
          "web",
          "helm",
          "install",
          StepState.Status.DONE,
          Optional.of(0),
          JsonObject.builder().put("url", "http://web").build());
  private static final StepState RUNNING =
      new StepState(
          "seed",
          "files",
          "put",
          StepState.Status.RUNNING,
          Optional.empty(),
          JsonObject.builder().build());

  private static JsonObject json(String text) {
    return Json.readObject(Bytes.utf8(text));
  }

  @Test
  void noteComesBackAsItWasWritten() {
    var note =
        new RunNote(
            new TreeSet<>(List.of("helm.install", "files.put")),
            List.of("/data"),
            List.of(DONE, RUNNING));
    assertThat(RunNote.read(Json.readObject(Json.canonical(note.toJson())))).isEqualTo(note);
  }

  @Test
  void reportComesBackAsItWasWritten() {
    var report = new StepReport(List.of(DONE, RUNNING));
    assertThat(StepReport.read(Json.readObject(Json.canonical(report.toJson())))).isEqualTo(report);
  }

  @Test
  void reportReplacesTheStateOfAStepInItsPlace() {
    var failed =
        new StepState(
            "web",
            "helm",
            "upgrade",
            StepState.Status.FAILED,
            Optional.of(1),
            JsonObject.builder().build());
    assertThat(new StepReport(List.of(DONE, RUNNING)).with(failed).steps())
        .containsExactly(failed, RUNNING);
    assertThat(new StepReport(List.of()).with(failed).steps()).containsExactly(failed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"contract\":1,\"granted\":[],\"mount\":[]}|$.mount",
        "{\"contract\":1}|$.granted",
        "{\"contract\":1,\"granted\":[],\"steps\":[{\"id\":\"a\"}]}|$.steps[0].mixin",
        "{\"contract\":1,\"granted\":[],\"steps\":[{\"id\":\"a\",\"mixin\":\"m\","
            + "\"operation\":\"o\",\"status\":\"ok\"}]}|$.steps[0].status",
        "{\"contract\":1,\"granted\":[],\"steps\":[{\"id\":\"a\",\"mixin\":\"m\","
            + "\"operation\":\"o\",\"status\":\"done\",\"exitCode\":256}]}|256",
        "{\"contract\":1,\"granted\":[],\"steps\":[{\"id\":\"a\",\"mixin\":\"m\","
            + "\"operation\":\"o\",\"status\":\"done\"},{\"id\":\"a\",\"mixin\":\"m\","
            + "\"operation\":\"o\",\"status\":\"done\"}]}|$.steps",
      })
  void refusesNoteAtItsPlace(String text, String subject) {
    JsonObject json = json(text);
    Failure failure = catchThrowableOfType(Failure.class, () -> RunNote.read(json));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(subject);
  }

  @Test
  void refusesAnotherContractAsUnsupported() {
    JsonObject json = json("{\"contract\":2,\"steps\":[]}");
    Failure failure = catchThrowableOfType(Failure.class, () -> StepReport.read(json));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }
}
