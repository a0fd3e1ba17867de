package dev.lighterage.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes in, there comes out a bundle or a failure of a kind that says so.
class BundleGeneratedTest {
  private static final List<String> VECTORS =
      List.of(
          "rules/base.json",
          "cnab-vectors/shop/bundle.json",
          "cnab-vectors/classic/bundle.json",
          "cnab-vectors/classic-numbers/bundle.json",
          "cnab-vectors/unstable/control-full.in.json",
          "cnab-vectors/H/bundle-in.json");

  private int read;
  private int refused;

  private void readOrRefuse(Bytes bytes, String what) {
    try {
      Bundle bundle = Bundle.read(bytes);
      assertThat(bundle.bytes()).isEqualTo(bytes);
      // What is read has nothing in it that is an error to those who list findings.
      assertThat(Rules.check(Json.readObject(bytes)))
          .as(what)
          .noneMatch(f -> f.level() == Finding.Level.ERROR);
      read++;
    } catch (Failure failure) {
      assertThat(failure.kind()).isIn(Failure.Kind.INVALID, Failure.Kind.TOO_LARGE);
      if (failure.kind() == Failure.Kind.INVALID) {
        assertThat(failure.facts()).as(what).containsKeys("rule", "path", "why");
        assertThat(Rule.find(failure.facts().getOrDefault("rule", ""))).isPresent();
      }
      refused++;
    }
    // Of whatever it is, the checker of stability says something and never ends otherwise.
    assertThat(Stability.check(bytes)).isNotNull();
  }

  @Test
  void mutatedBytes() {
    var random = new Random(20_261);
    for (int i = 0; i < 1_500; i++) {
      byte[] bytes = Documents.bytes(VECTORS.get(random.nextInt(VECTORS.size()))).toArray();
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "{}[]\",:\\0eE-.nt".charAt(random.nextInt(15));
      }
      readOrRefuse(Bytes.of(bytes), "bytes " + i);
    }
    assertThat(read).isGreaterThan(100);
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void cutBytes() {
    byte[] bytes = Documents.bytes("cnab-vectors/unstable/control-full.in.json").toArray();
    for (int length = 0; length < bytes.length; length++) {
      readOrRefuse(Bytes.of(java.util.Arrays.copyOf(bytes, length)), "cut at " + length);
    }
    assertThat(read).isZero();
  }

  @Test
  void mutatedTrees() {
    var random = new Random(101);
    for (int i = 0; i < 2_500; i++) {
      JsonValue tree = Json.read(Documents.bytes(VECTORS.get(random.nextInt(VECTORS.size()))));
      for (int n = random.nextInt(2); n >= 0; n--) {
        tree = mutated(tree, random);
      }
      readOrRefuse(Bytes.utf8(Json.pretty(tree)), "tree " + i);
    }
    assertThat(read).isGreaterThan(250);
    assertThat(refused).isGreaterThan(700);
  }

  private static JsonValue mutated(JsonValue value, Random random) {
    boolean here = random.nextInt(6) == 0;
    return switch (value) {
      case JsonObject object when !here && !object.members().isEmpty() -> member(object, random);
      case JsonArray array when !here && !array.values().isEmpty() -> element(array, random);
      case JsonArray _, JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _, JsonString _ ->
          other(random);
    };
  }

  private static JsonObject member(JsonObject object, Random random) {
    var names = new ArrayList<>(object.members().keySet());
    String chosen = names.get(random.nextInt(names.size()));
    int kind = random.nextInt(5);
    var result = JsonObject.builder();
    object
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals(chosen)) {
                result.put(name, value);
              } else if (kind == 1) {
                result.put(
                    name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1),
                    value);
              } else if (kind > 1) {
                result.put(name, mutated(value, random));
              }
            });
    return result.build();
  }

  private static JsonArray element(JsonArray array, Random random) {
    var values = new ArrayList<>(array.values());
    int at = random.nextInt(values.size());
    values.set(at, mutated(values.get(at), random));
    return JsonArray.of(values);
  }

  private static JsonValue other(Random random) {
    return Json.read(
        Bytes.utf8(
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1.5",
                    "1e300",
                    "9007199254740993",
                    "\"\"",
                    "\"x\"",
                    "\"/cnab/app/outputs/x\"",
                    "\"${parameters.a}\"",
                    "\"v1\"",
                    "[]",
                    "[null]",
                    "[\"a\"]",
                    "[{}]",
                    "{}",
                    "{\"a\":{}}",
                    "{\"type\":\"string\"}",
                    "{\"$ref\":\"#\"}",
                    "{\"env\":\"A\"}",
                    "{\"image\":\"a\"}")
                .get(random.nextInt(22))));
  }
}
