package dev.lighterage.oci.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Documents that are made to cost more than they weigh, and documents made by chance.
class JsonLimitsTest {
  private static final String[] SAMPLES = {
    "a", "\"", "\\\\", "/", "\n", "\0", "<", "\u2028", "\u00e9", "\uffff", "\ud83d\ude00"
  };

  private static void refuses(String text, String limit) {
    Failure failure = catchThrowableOfType(Failure.class, () -> Json.read(Bytes.utf8(text)));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_LARGE);
    assertThat(failure.facts()).containsEntry("limit", limit);
  }

  @Test
  void refusesMoreValuesThanMemoryBears() {
    String many = "{},".repeat(1_400_000) + "{}";
    refuses("{\"layers\":[" + many + "]}", "250000 values");
    refuses("[" + "0,".repeat(249_999) + "0]", "250000 values");
    assertThat(Json.read(Bytes.utf8("[" + "0,".repeat(249_998) + "0]"))).isNotNull();
  }

  @Test
  void refusesOneLevelMoreThanTheLimit() {
    refuses("[".repeat(102) + "]".repeat(102), "100 levels of nesting");
    assertThat(Json.read(Bytes.utf8("[".repeat(101) + "]".repeat(101)))).isNotNull();
  }

  /// Written out for each value, the paths would take 100 GB.
  @Test
  void keepsNoPathPerValue() {
    String name = "n".repeat(1 << 20);
    JsonObject read =
        Json.readObject(Bytes.utf8("{\"" + name + "\":[" + "{},".repeat(99_999) + "{}]}"));
    JsonArray all = read.array(name);
    assertThat(all.values()).hasSize(100_000);
    assertThat(((JsonObject) all.values().getLast()).path()).isEqualTo("$." + name + "[99999]");
  }

  @Test
  void readsBackWhatItWrote() {
    for (int seed = 0; seed < 300; seed++) {
      JsonValue value = some(new Random(seed), 0);
      assertThat(Json.read(Json.canonical(value))).as("seed %s", seed).isEqualTo(value);
      assertThat(Json.read(Json.go(value))).as("seed %s", seed).isEqualTo(value);
      assertThat(Json.read(Bytes.utf8(Json.pretty(value)))).as("seed %s", seed).isEqualTo(value);
      assertThat(Json.read(Bytes.utf8(Json.line(value)))).as("seed %s", seed).isEqualTo(value);
    }
  }

  private static JsonValue some(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> new JsonString(text(random));
      case 1 -> JsonNumber.of(random.nextInt());
      case 2 -> new JsonBoolean(random.nextBoolean());
      case 3 -> JsonNull.NULL;
      case 4 -> {
        var all = new ArrayList<JsonValue>();
        for (int i = random.nextInt(5); i > 0; i--) {
          all.add(some(random, depth + 1));
        }
        yield JsonArray.of(all);
      }
      default -> {
        JsonObject.Builder all = JsonObject.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
          all.put(text(random), some(random, depth + 1));
        }
        yield all.build();
      }
    };
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(SAMPLES[random.nextInt(SAMPLES.length)]);
    }
    return text.toString();
  }

  /// One byte changed, added or left out: either it reads, or it fails as one who reads from
  /// outside may.
  @Test
  void endsDamagedDocumentsInOneFailure() {
    int refused = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      byte[] bytes = Json.pretty(some(random, 0)).getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        JsonValue read = Json.read(Bytes.of(bytes));
        assertThat(Json.read(Bytes.utf8(Json.line(read)))).as("seed %s", seed).isEqualTo(read);
      } catch (Failure failure) {
        assertThat(failure.kind()).as("seed %s", seed).isEqualTo(Failure.Kind.INVALID);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
