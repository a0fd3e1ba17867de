package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.value.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Outputs by CNAB 101: cases R16, R17.
class OutputsTest {
  private static final Bundle BUNDLE =
      Given.bundle(
          """
          "definitions": {"s": {"type": "string"}, "n": {"type": "integer", "minimum": 3},
                          "d": {"type": "integer", "default": 7}},
          "outputs": {
            "text": {"definition": "s", "path": "/cnab/app/outputs/text"},
            "number": {"definition": "n", "path": "/cnab/app/outputs/number"},
            "preset": {"definition": "d", "path": "/cnab/app/outputs/preset"},
            "last": {"definition": "s", "path": "/cnab/app/outputs/l", "applyTo": ["upgrade"]}}
          """);

  private static Outputs of(Map<String, String> left) {
    return of(left, Map.of());
  }

  private static Outputs of(Map<String, String> left, Map<String, String> refused) {
    var outputs = new TreeMap<String, Bytes>();
    left.forEach((name, text) -> outputs.put(name, Bytes.utf8(text)));
    return Outputs.of(
        BUNDLE,
        "install",
        new RunOutcome(0, false, outputs, new TreeMap<>(refused), Optional.empty()));
  }

  @Test
  void wantsThoseOfTheAction() {
    assertThat(Outputs.wanted(BUNDLE, "install")).containsOnlyKeys("number", "preset", "text");
    assertThat(Outputs.wanted(BUNDLE, "upgrade")).containsKey("last");
  }

  @Test
  void takesDefaultsForWhatIsMissing() {
    Outputs outputs = of(Map.of("text", "{\"a", "number", " 3\n"));
    assertThat(outputs.problems()).isEmpty();
    assertThat(outputs.values())
        .containsEntry("text", Bytes.utf8("{\"a"))
        .containsEntry("number", Bytes.utf8(" 3\n"))
        .containsEntry("preset", Bytes.utf8("7"));
  }

  @Test
  void saysWhatIsMissingOrOfAnotherType() {
    Outputs outputs = of(Map.of("number", "2", "preset", "x"));
    assertThat(outputs.values()).isEmpty();
    assertThat(outputs.problems())
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("number: it is not what its definition asks for"))
        .anyMatch(problem -> problem.startsWith("preset: it is not what its definition asks for"))
        .contains("text: the run left no such output");
  }

  @Test
  void saysOnceWhyOneWasNotTaken() {
    Outputs outputs = of(Map.of("number", "3"), Map.of("text", "a link stands in its place"));
    assertThat(outputs.problems()).containsExactly("text: a link stands in its place");
  }

  @Test
  void makesUpNoValueForOneThatWasRefused() {
    Outputs outputs = of(Map.of("number", "3", "text", ""), Map.of("preset", "it is too large"));
    assertThat(outputs.values()).containsOnlyKeys("number", "text");
    assertThat(outputs.problems()).containsExactly("preset: it is too large");
  }
}
