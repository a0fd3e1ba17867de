package dev.lighterage.contract.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS",
        "JDK_JAVA_OPTIONS",
        "PATH",
        "GCONV_PATH",
        "CNAB_ACTION"
      })
  void keepsVariablesOfLoaderAndRuntime(String name) {
    assertThat(Reserved.variable(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GROUP", "AZURE_TOKEN", "MY_PATH", "ld_preload"})
  void leavesOtherVariables(String name) {
    assertThat(Reserved.variable(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cnab/bundle.json",
        "/cnab/app",
        "/cnab/app/run",
        "/cnab/app/rt/lib/run-tool.jar",
        "/cnab/app/mixins/evil/mixin.json",
        "/cnab/app/artifacts/web/values.yaml",
        "/cnab/app/outputs/x",
        "/etc/ld.so.preload",
        "/proc/self/mem",
        "/",
        "relative",
        "/tmp/../cnab/app/run",
        "/tmp//x",
        "/cnab/app/./run"
      })
  void keepsPlacesOfTheContract(String path) {
    assertThat(Reserved.path(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cnab/app/credentials/azure.json",
        "/cnab/app/runner",
        "/cnabin",
        "/etc/app.conf",
        "/tmp/x",
        "/home/nonroot/.kube/config"
      })
  void leavesOtherPlaces(String path) {
    assertThat(Reserved.path(path)).isFalse();
  }
}
