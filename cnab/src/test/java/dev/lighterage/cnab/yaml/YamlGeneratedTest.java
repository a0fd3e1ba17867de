package dev.lighterage.cnab.yaml;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Inputs from fixed seeds: what is YAML is read right, what is not ends in one failure.
class YamlGeneratedTest {
  private static final String PIECES = "ab:-?,[]{}#&*!|>'\"%@`~ \n\n  \t\u00e9\u2028.0x1e+\\/";

  @Test
  void readsEveryJsonDocumentAsJsonDoes() {
    var random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      JsonValue value = value(random, 0);
      for (String text : new String[] {Json.go(value).text(), Json.pretty(value)}) {
        assertThat(Yaml.read("f", Bytes.utf8(text)).toJson()).as(text).isEqualTo(value);
      }
    }
  }

  @Test
  void endsInAFailureWithAPlaceForWhateverIsGiven() {
    var random = new Random(2);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      Bytes bytes = i % 2 == 0 ? noise(random) : damaged(random);
      try {
        Yaml.readForeign("f", bytes).toJson();
        Yaml.read("f", bytes);
        read++;
      } catch (Failure failure) {
        assertThat(failure.subject()).as(bytes.text()).matches("f:[1-9][0-9]*:[1-9][0-9]*");
        assertThat(failure.kind()).isIn(Failure.Kind.INVALID, Failure.Kind.TOO_LARGE);
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  private static Bytes noise(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(40); n > 0; n--) {
      text.append(PIECES.charAt(random.nextInt(PIECES.length())));
    }
    return Bytes.utf8(text.toString());
  }

  private static Bytes damaged(Random random) {
    byte[] bytes =
        "name: shop\nartifacts:\n  web: {helm: ./web, to: 'x'}\nlist:\n- |\n  text\n- >-\n  more\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return Bytes.of(bytes);
  }

  private static JsonValue value(Random random, int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> JsonNull.NULL;
      case 1 -> new JsonBoolean(random.nextBoolean());
      case 2 -> new JsonNumber(number(random));
      case 3 -> new JsonString(string(random));
      case 4 -> {
        var items = new ArrayList<JsonValue>();
        for (int n = random.nextInt(5); n > 0; n--) {
          items.add(value(random, depth + 1));
        }
        yield JsonArray.of(items);
      }
      default -> {
        var object = JsonObject.builder();
        for (int n = random.nextInt(5); n > 0; n--) {
          object.put(string(random), value(random, depth + 1));
        }
        yield object.build();
      }
    };
  }

  private static String number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> random.nextInt(1000) + "." + random.nextInt(1000);
      default -> "-" + random.nextInt(10) + "e" + random.nextInt(30);
    };
  }

  private static String string(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append(PIECES.charAt(random.nextInt(PIECES.length())));
    }
    return text.toString();
  }
}
