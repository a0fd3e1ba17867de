package dev.lighterage.contract.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.operation.StepState.Status;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Each row of the table of [Plan].
class PlanTest {
  private static final JsonObject NOTHING = JsonObject.builder().build();

  private static Lighterage bundle(String... derived) {
    var actions = new TreeMap<String, List<Step>>();
    actions.put("install", List.of(step("deploy")));
    actions.put("upgrade", List.of(step("redeploy")));
    actions.put("uninstall", List.of(step("undeploy")));
    actions.put("com.example.again", List.of(step("redeploy")));
    return new Lighterage(new TreeMap<>(), actions, List.of(derived));
  }

  private static Step step(String operation) {
    return new Step("web", "playground", operation, NOTHING);
  }

  private static List<StepState> last(Status status, String operation) {
    return List.of(
        new StepState("web", "playground", operation, status, Optional.empty(), NOTHING));
  }

  private static String plan(Lighterage bundle, String action, List<StepState> last) {
    Plan.Entry only = Plan.of(bundle, action, last).getFirst();
    return switch (only) {
      case Plan.Run run -> run.step().operation();
      case Plan.Skip skip -> skip.why();
    };
  }

  @Test
  void derivedUpgradeUpgradesWhatStandsAndInstallsTheRest() {
    Lighterage bundle = bundle("upgrade", "uninstall");
    for (String action : List.of("upgrade", "install")) {
      assertThat(plan(bundle, action, last(Status.DONE, "deploy"))).isEqualTo("redeploy");
      assertThat(plan(bundle, action, last(Status.FAILED, "redeploy"))).isEqualTo("redeploy");
      assertThat(plan(bundle, action, last(Status.RUNNING, "redeploy"))).isEqualTo("redeploy");
      assertThat(plan(bundle, action, last(Status.FAILED, "deploy"))).isEqualTo("deploy");
      assertThat(plan(bundle, action, last(Status.REMOVED, "undeploy"))).isEqualTo("deploy");
      assertThat(plan(bundle, action, List.of())).isEqualTo("deploy");
    }
  }

  @Test
  void derivedUninstallRemovesWhatMayBeThere() {
    Lighterage bundle = bundle("upgrade", "uninstall");
    for (Status status : List.of(Status.DONE, Status.FAILED, Status.RUNNING)) {
      assertThat(plan(bundle, "uninstall", last(status, "deploy"))).isEqualTo("undeploy");
    }
    assertThat(plan(bundle, "uninstall", last(Status.REMOVED, "undeploy")))
        .isEqualTo("it is removed already");
    assertThat(plan(bundle, "uninstall", List.of())).isEqualTo("it never started");
  }

  @Test
  void writtenActionRunsWhole() {
    Lighterage bundle = bundle();
    assertThat(plan(bundle, "install", last(Status.DONE, "deploy"))).isEqualTo("deploy");
    assertThat(plan(bundle, "upgrade", List.of())).isEqualTo("redeploy");
    assertThat(plan(bundle, "uninstall", List.of())).isEqualTo("undeploy");
  }

  @Test
  void declaredActionKeepsStatesOfItsOwn() {
    Plan.Entry only = Plan.of(bundle(), "com.example.again", List.of()).getFirst();
    assertThat(only)
        .isEqualTo(new Plan.Run(step("redeploy"), "com.example.again/web", Status.DONE));
  }
}
