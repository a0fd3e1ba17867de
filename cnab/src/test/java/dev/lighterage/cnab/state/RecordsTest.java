package dev.lighterage.cnab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.007Z");

  @Test
  void claimComesBackAsItWasWritten() {
    var claim =
        new Claim(
            "01ARYZ6S410000000000000000",
            "shop",
            "01ARYZ6S410000000000000001",
            TIME,
            "install",
            JsonObject.of(Map.of("name", "shop")),
            Optional.of("registry.example/shop@sha256:" + "0".repeat(64)),
            JsonObject.of(Map.of("group", "a")),
            JsonObject.of(Map.of()));
    assertThat(Claim.read(claim.bytes())).isEqualTo(claim);
    assertThat(claim.bytes().text()).startsWith("{\"action\":\"install\",\"bundle\":{");
  }

  @Test
  void resultComesBackWithTheStateOfEachStep() {
    var step =
        new StepState(
            "web",
            "helm",
            "install",
            StepState.Status.FAILED,
            Optional.of(3),
            JsonObject.of(Map.of("a", "b")));
    var progress = new Progress(List.of(step), Optional.of(3));
    var stored = new Result.Stored(Optional.of(Bytes.utf8("x").digest()), Optional.of(1L));
    var result =
        new Result(
            "r",
            "c",
            TIME,
            Status.FAILED,
            "no",
            new TreeMap<>(Map.of("o", stored)),
            progress.toCustom());
    Result read = Result.read(result.bytes());
    assertThat(read).isEqualTo(result);
    assertThat(read.progress()).isEqualTo(progress);
  }

  @Test
  void readsSpellingsOfOlderDocuments() {
    assertThat(Status.parse("cancelled")).isEqualTo(Status.CANCELED);
    assertThat(Status.parse("success")).isEqualTo(Status.SUCCEEDED);
    assertThat(Status.parse("failure")).isEqualTo(Status.FAILED);
    assertThat(Status.parse("underway")).isEqualTo(Status.RUNNING);
    assertThatThrownBy(() -> Status.parse("done")).isInstanceOf(Failure.class);
  }

  @Test
  void readsTimesWithZeroToNineDigits() {
    for (String time : List.of("2026-02-03T04:05:06Z", "2026-02-03T05:05:06.123456789+01:00")) {
      var json = JsonObject.of(Map.of("created", time));
      assertThat(Times.read(json, "created").getEpochSecond()).isEqualTo(TIME.getEpochSecond());
    }
    assertThatThrownBy(() -> Times.read(JsonObject.of(Map.of("created", "now")), "created"))
        .isInstanceOf(Failure.class);
  }

  @Test
  void writesTimesWithMilliseconds() {
    assertThat(Times.write(Instant.parse("2026-02-03T04:05:06Z")))
        .isEqualTo("2026-02-03T04:05:06.000Z");
  }

  @Test
  void writesTheSameBytesTwice() {
    var result =
        new Result("r", "c", TIME, Status.RUNNING, "", new TreeMap<>(), JsonObject.of(Map.of()));
    assertThat(result.bytes()).isEqualTo(Json.canonical(Json.read(result.bytes())));
  }
}
