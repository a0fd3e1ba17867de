package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final Inventory INVENTORY =
      Inventory.of(
          List.of(
              Mixin.read(
                  json(
                      """
                      {"mixin": 1, "name": "m", "version": "1.0.0", "operations": {
                        "put": {"argv": ["/m"], "upgrade": "change", "uninstall": "take",
                                "inputs": {"what": {"type": "string", "required": true},
                                           "once": {"type": "string"}}},
                        "change": {"argv": ["/m"],
                                   "inputs": {"what": {"type": "string", "required": true}}},
                        "take": {"argv": ["/m"], "inputs": {"what": {"type": "string"}}},
                        "pick": {"argv": ["/m"], "uninstall": "drop",
                                 "inputs": {"what": {"type": "string", "required": true}}},
                        "drop": {"argv": ["/m"],
                                 "inputs": {"where": {"type": "string", "required": true}}}}}
                      """))));

  private static JsonObject json(String text) {
    return Json.readObject(Bytes.utf8(text));
  }

  private static Step step(String id, String operation, String with) {
    return new Step(id, "m", operation, json(with));
  }

  private static Derivation of(Map<String, List<Step>> written) {
    return Derivation.of(new TreeMap<>(written), INVENTORY);
  }

  private static final List<Step> INSTALL =
      List.of(
          step("a", "put", "{\"what\": \"x\", \"once\": \"1\"}"),
          step("b", "put", "{\"what\": \"y\"}"));

  @Test
  void upgradesInTheSameOrderAndUninstallsBackwards() {
    Derivation derivation = of(Map.of("install", INSTALL));
    assertThat(derivation.derived()).containsExactly("upgrade", "uninstall");
    assertThat(derivation.actions().get("upgrade"))
        .containsExactly(
            step("a", "change", "{\"what\": \"x\"}"), step("b", "change", "{\"what\": \"y\"}"));
    assertThat(derivation.actions().get("uninstall"))
        .containsExactly(
            step("b", "take", "{\"what\": \"y\"}"), step("a", "take", "{\"what\": \"x\"}"));
    assertThat(derivation.actions().get("install")).isEqualTo(INSTALL);
  }

  @Test
  void takesAWrittenActionAsItIs() {
    List<Step> written = List.of(step("z", "put", "{\"what\": \"z\"}"));
    Derivation derivation =
        of(Map.of("install", INSTALL, "upgrade", written, "com.example.x", written));
    assertThat(derivation.derived()).containsExactly("uninstall");
    assertThat(derivation.actions())
        .containsEntry("upgrade", written)
        .containsEntry("com.example.x", written);
  }

  @Test
  void derivesNothingFromNothing() {
    assertThat(of(Map.of()).actions())
        .containsEntry("upgrade", List.of())
        .containsEntry("uninstall", List.of());
  }

  @Test
  void namesTheStepWhoseOperationHasNoCounterpart() {
    Map<String, List<Step>> written =
        Map.of("install", List.of(step("p", "pick", "{\"what\": \"x\"}")), "uninstall", List.of());
    Failure failure = catchThrowableOfType(Failure.class, () -> of(written));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo("upgrade/p");
    assertThat(failure.facts()).containsEntry("found", "m.pick");
  }

  @Test
  void namesTheInputThatACounterpartLacks() {
    Map<String, List<Step>> written =
        Map.of("install", List.of(step("p", "pick", "{\"what\": \"x\"}")), "upgrade", List.of());
    Failure failure = catchThrowableOfType(Failure.class, () -> of(written));
    assertThat(failure.subject()).isEqualTo("uninstall/p");
    assertThat(failure.facts()).containsEntry("expected", "where");
  }
}
