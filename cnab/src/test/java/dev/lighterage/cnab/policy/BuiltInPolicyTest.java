package dev.lighterage.cnab.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuiltInPolicyTest {
  private static final Policy POLICY = Policy.builtIn(false);

  private static Verdict.Allowed allowed(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    return (Verdict.Allowed) verdict;
  }

  private static List<Finding> findings(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Denied.class);
    return ((Verdict.Denied) verdict).findings();
  }

  private static Finding only(Verdict verdict) {
    assertThat(findings(verdict)).hasSize(1);
    return findings(verdict).getFirst();
  }

  @Test
  void allowsWhatTheImageCanDo() {
    var situation =
        new Situation().action("install", Situation.HELM).action("upgrade", Situation.HELM_UPGRADE);
    Verdict.Allowed verdict = allowed(POLICY.judge(situation.ask("install")));
    assertThat(verdict.granted()).containsExactly("helm.install", "helm.upgrade");
    assertThat(verdict.network()).isTrue();
    assertThat(verdict.notes()).first().asString().startsWith("there is no policy file");
  }

  @Test
  void grantsMountsThatAreAskedForAndSaysSo() {
    var situation = new Situation().action("install", Situation.FILES).mount(Situation.DATA);
    Verdict.Allowed verdict = allowed(POLICY.judge(situation.ask("install")));
    assertThat(verdict.mounts()).containsExactly(Situation.DATA);
    assertThat(verdict.network()).isFalse();
    assertThat(verdict.notes()).contains("--mount grants /srv/shop at /data");
  }

  @Test
  void refusesMixinThatWorksInAFolderWhereNoneIsGranted() {
    var situation = new Situation().action("install", Situation.FILES);
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("mount");
    assertThat(finding.where()).isEqualTo("step install/seed");
    assertThat(finding.change()).contains("--mount DIR:PATH");
  }

  @Test
  void refusesArbitraryCommandsInAnyAction() {
    var situation =
        new Situation().action("install", Situation.HELM).action("uninstall", Situation.EXEC);
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding)
        .isEqualTo(
            new Finding(
                "built-in",
                "step uninstall/run",
                "exec.run may run arbitrary commands",
                "granting that (--allow-exec), or a policy file that allows it"));
  }

  @Test
  void grantsArbitraryCommandsWhereTheUserDoesAndSaysSo() {
    var situation = new Situation().action("install", Situation.EXEC);
    Verdict.Allowed verdict = allowed(Policy.builtIn(true).judge(situation.ask("install")));
    assertThat(verdict.granted()).containsExactly("exec.run");
    assertThat(verdict.notes()).contains("--allow-exec grants exec.run");
    assertThat(verdict.network()).isTrue();
  }

  @Test
  void countsImageOfBundleWithoutStepsAsArbitraryCommands() {
    assertThat(only(POLICY.judge(new Situation().ask("install"))).fact())
        .isEqualTo("the image of a bundle without steps may run arbitrary commands");
    assertThat(allowed(Policy.builtIn(true).judge(new Situation().ask("install"))).network())
        .isTrue();
  }

  @Test
  void refusesFolderGrantedInsideAnother() {
    var situation =
        new Situation()
            .action("install", Situation.FILES)
            .mount(Situation.DATA)
            .mount(new Mount("/srv/other", "/data/inner"));
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("mount");
    assertThat(finding.where()).isEqualTo("mount /srv/other:/data/inner");
  }

  @Test
  void refusesFolderGrantedAtAPlaceOfTheRunItself() {
    for (String path : List.of("/", "/cnab", "/cnab/app/artifacts", "/proc", "/dev", "/a/../b")) {
      var situation =
          new Situation().action("install", Situation.FILES).mount(new Mount("/srv", path));
      Finding finding = only(POLICY.judge(situation.ask("install")));
      assertThat(finding.where()).isEqualTo("mount /srv:" + path);
      assertThat(finding.fact()).isEqualTo("a granted folder cannot appear there");
    }
  }

  @Test
  void countsImageWithoutInventoryAsArbitraryCommands() {
    var situation = new Situation().noInventory();
    assertThat(only(POLICY.judge(situation.ask("install"))).fact())
        .isEqualTo("an image without inventory may run arbitrary commands");
    Verdict.Allowed verdict = allowed(Policy.builtIn(true).judge(situation.ask("install")));
    assertThat(verdict.granted()).isEmpty();
    assertThat(verdict.network()).isTrue();
  }

  @Test
  void refusesStepsWhereTheImageHasNoInventory() {
    var situation = new Situation().noInventory().action("install", Situation.HELM);
    assertThat(findings(Policy.builtIn(true).judge(situation.ask("install"))))
        .extracting(Finding::rule)
        .containsExactly("inventory");
  }

  @Test
  void refusesMixinThatTheImageLacksInAnyAction() {
    var lacking = new Step("x", "terraform", "apply", JsonObject.of(Map.of()));
    var situation = new Situation().action("install", Situation.HELM).action("upgrade", lacking);
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("inventory");
    assertThat(finding.where()).isEqualTo("step upgrade/x");
    assertThat(finding.fact()).contains("mixin terraform");
    assertThat(finding.change()).contains("exec, files, helm");
  }

  @Test
  void refusesOperationThatTheMixinLacks() {
    var lacking = new Step("x", "helm", "rollback", JsonObject.of(Map.of()));
    Finding finding = only(POLICY.judge(new Situation().action("install", lacking).ask("install")));
    assertThat(finding.fact()).isEqualTo("the mixin helm has no operation rollback");
    assertThat(finding.change()).contains("install, upgrade");
  }

  @Test
  void refusesKindThatTheOperationDoesNotTakeBySayingOfItsManifest() {
    var situation = new Situation().action("install", Situation.HELM);
    situation.artifact("web", new Facts.Artifact(Optional.of("arm"), "x/arm", List.of()));
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("kind");
    assertThat(finding.fact()).contains("that is arm by its own manifest");
    assertThat(finding.change()).isEqualTo("an artifact of kind helm");
  }

  @Test
  void refusesArtifactOfNoKnownKind() {
    var situation = new Situation().action("install", Situation.HELM);
    situation.artifact("web", new Facts.Artifact(Optional.empty(), "x/y", List.of()));
    assertThat(only(POLICY.judge(situation.ask("install"))).fact())
        .contains("of no known kind (x/y)");
  }

  @Test
  void refusesInputThatNamesNoArtifact() {
    var situation = new Situation().action("install", Situation.HELM).without("web");
    assertThat(only(POLICY.judge(situation.ask("install"))).fact()).contains("names no artifact");
  }

  @Test
  void refusesContractThatThisToolDoesNotSpeak() {
    var situation = new Situation().action("install", Situation.HELM).contract(2);
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("contract");
    assertThat(finding.fact()).contains("run contract 2");
  }

  @Test
  void refusesRequiredExtensionThatIsNotSupported() {
    var situation =
        new Situation()
            .action("install", Situation.HELM)
            .requires("dev.lighterage")
            .requires("io.cnab.dependencies");
    Finding finding = only(POLICY.judge(situation.ask("install")));
    assertThat(finding.rule()).isEqualTo("extension");
    assertThat(finding.fact()).contains("io.cnab.dependencies");
  }

  @Test
  void refusesActionThatTheBundleLacks() {
    var situation = new Situation().action("install", Situation.HELM);
    Finding finding = only(POLICY.judge(situation.ask("uninstall")));
    assertThat(finding.fact()).isEqualTo("the bundle has no action uninstall");
    assertThat(finding.change()).isEqualTo("one of its actions: install");
  }

  @Test
  void saysEverythingAtOnceInTheSameOrder() {
    var lacking = new Step("x", "terraform", "apply", JsonObject.of(Map.of()));
    var situation =
        new Situation()
            .action("install", Situation.EXEC, lacking)
            .action("uninstall", Situation.EXEC)
            .requires("a.b");
    Verdict first = POLICY.judge(situation.ask("install"));
    assertThat(findings(first))
        .extracting(finding -> finding.rule() + " " + finding.where().replaceFirst("@.*", ""))
        .containsExactly(
            "extension registry.example/shop",
            "inventory step install/x",
            "built-in step install/run",
            "built-in step uninstall/run");
    assertThat(Json.canonical(POLICY.judge(situation.ask("install")).toJson()))
        .isEqualTo(Json.canonical(first.toJson()));
  }

  @Test
  void writesVerdictsAsJson() {
    var situation = new Situation().action("install", Situation.FILES).mount(Situation.DATA);
    assertThat(Json.canonical(POLICY.judge(situation.ask("install")).toJson()).text())
        .startsWith(
            "{\"granted\":[\"files.put\"],\"mounts\":[{\"host\":\"/srv/shop\",\"path\":\"/data\"}],"
                + "\"network\":false,\"notes\":[")
        .endsWith("],\"policy\":\"built-in\",\"verdict\":\"allowed\"}");
    var denied = new Situation().action("install", Situation.EXEC);
    assertThat(Json.canonical(POLICY.judge(denied.ask("install")).toJson()).text())
        .isEqualTo(
            "{\"findings\":[{\"change\":\"granting that (--allow-exec), or a policy file that"
                + " allows it\",\"fact\":\"exec.run may run arbitrary commands\","
                + "\"rule\":\"built-in\",\"where\":\"step install/run\"}],"
                + "\"policy\":\"built-in\",\"verdict\":\"denied\"}");
  }
}
