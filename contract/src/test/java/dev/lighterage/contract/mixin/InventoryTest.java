package dev.lighterage.contract.mixin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {
  @Test
  void comesBackAsItWasWritten() {
    Inventory inventory = Inventory.of(List.of(MixinTest.files()));
    Inventory read = Inventory.read(Json.readObject(Json.canonical(inventory.toJson())));
    assertThat(read).isEqualTo(inventory);
    assertThat(Json.canonical(read.toJson())).isEqualTo(Json.canonical(inventory.toJson()));
  }

  @Test
  void keepsWhatCallersNeedAndNoProgram() {
    Inventory inventory = Inventory.of(List.of(MixinTest.files()));
    Operation put = inventory.operation("files", "put").orElseThrow();
    assertThat(put.outputs()).containsExactly("path");
    assertThat(put.uninstall()).contains("remove");
    assertThat(put.program()).isEmpty();
    assertThat(inventory.operation("files", "take")).isEmpty();
    assertThat(Json.canonical(inventory.toJson()).text()).doesNotContain("argv", "${");
  }

  @Test
  void refusesTwoMixinsOfOneName() {
    var two = List.of(MixinTest.files(), MixinTest.files());
    Failure failure = catchThrowableOfType(Failure.class, () -> Inventory.of(two));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo("files");
  }

  @Test
  void refusesProgramsAndOtherUnknownMembers() {
    var json =
        MixinTest.json(
            """
            {"contract":1,"mixins":{"a":{"version":"1.0.0","operations":{"b":{"argv":["/x"]}}}}}
            """);
    Failure failure = catchThrowableOfType(Failure.class, () -> Inventory.read(json));
    assertThat(failure.subject()).isEqualTo("$.mixins.a.operations.b.argv");
  }

  @Test
  void refusesAnotherContractAsUnsupported() {
    var json = MixinTest.json("{\"contract\":2,\"mixins\":{}}");
    Failure failure = catchThrowableOfType(Failure.class, () -> Inventory.read(json));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }
}
