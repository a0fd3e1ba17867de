package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator is told by install, upgrade and uninstall, and when.
class ActionTest {
  @TempDir Path home;
  private Harbour harbour;

  @BeforeEach
  void aBundleInARegistry() throws IOException {
    harbour = new Harbour(home);
    harbour.done("push", "-f", "shop");
    Files.createDirectory(home.resolve("cloud"));
  }

  @AfterEach
  void stop() {
    harbour.close();
  }

  private Ran install(String... more) {
    var words = new ArrayList<String>(List.of("install", "shop"));
    words.add(harbour.reference("bundles/shop:v1.0.0"));
    words.addAll(List.of("--mount", "cloud:/playground", "--driver", "talking"));
    words.addAll(List.of(more));
    return harbour.run(words.toArray(String[]::new));
  }

  @Test
  void saysWhatIsGrantedBeforeAnythingRuns() throws IOException {
    Ran ran = install();
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    String before = ran.err().substring(0, ran.err().indexOf(TalkingDriver.SAID));
    Path cloud = home.resolve("cloud").toRealPath();
    assertThat(before)
        .startsWith("allowed by policy built-in\n")
        .contains("playground.provision", "playground.deploy")
        .contains("\n  --mount grants " + cloud + " at /playground\n")
        .contains("\n  there is no policy file; the built-in policy allows all but");
    assertThat(before)
        .endsWith(
            """
            install
              network: playground.provision on network
              web: playground.deploy on web
            """);
    assertThat(ran.err()).endsWith(TalkingDriver.SAID + "\n");
    assertThat(ran.out()).isEqualTo("shop: install succeeded\noutputs: endpoint\n");
  }

  @Test
  void namesThePolicyFileAndTheRulesThatAllowBeforeAnythingRuns() {
    harbour.write(
        "policy.yaml",
        """
        version: 1
        rules:
          - id: all-of-it
            allow:
              mixins: [{name: playground}]
              artifacts: ["*"]
              actions: [install]
              host: {mounts: ["%s/**"]}
        """
            .formatted(home));
    Ran ran = install("--policy", "policy.yaml", "--allow-exec");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err().substring(0, ran.err().indexOf(TalkingDriver.SAID)))
        .startsWith(
            "warning: --allow-exec grants nothing beside a policy file: "
                + home.resolve("policy.yaml")
                + "\nallowed by policy "
                + home.resolve("policy.yaml")
                + "\n")
        .contains("\n  rule all-of-it allows playground.deploy\n")
        .contains("\n  rule all-of-it allows the action install\n");
  }

  @Test
  void printsOneJsonDocumentAndTheTalkBesideIt() {
    Ran ran = install("--json");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    var json = Json.readObject(Bytes.utf8(ran.out()));
    assertThat(json.string("status")).isEqualTo("succeeded");
    assertThat(json.object("verdict").array("mounts").values()).hasSize(1);
    assertThat(json.array("plan").values()).hasSize(2);
    assertThat(ran.err()).startsWith("allowed by policy built-in\n").contains(TalkingDriver.SAID);
  }

  @Test
  void warnsOfInputsBeforeAnythingRuns() {
    harbour.write(
        "shop/lighter.yaml",
        """
        name: shop
        version: 1.0.0
        to: localhost:5000/bundles/shop
        runner: localhost:5000/runners/playground:1
        parameters:
          later: {type: string, default: a, env: LATER, applyTo: [upgrade]}
        actions:
          install:
            - playground.deploy: {chart: web, release: shop}
        artifacts:
          web: {helm: ./charts/web}
        """);
    harbour.done("push", "-f", "shop");
    Ran ran = install("--param", "later=b");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err().substring(0, ran.err().indexOf(TalkingDriver.SAID)))
        .contains("warning: parameter later does not apply to install; it is kept for later\n");
  }

  @Test
  void saysNoMoreThanWarningsWhenItIsToBeQuiet() {
    Ran ran = install("--quiet");
    assertThat(ran.code()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith("shop: install succeeded\n");
  }

  /// The driver leaves no report, so each step counts as never started.
  @Test
  void saysWhichStepsWillBeLeftOut() {
    install();
    Ran ran =
        harbour.done("uninstall", "shop", "--mount", "cloud:/playground", "--driver", "talking");
    assertThat(ran.err())
        .contains("\nuninstall\n  web: playground.undeploy (left out: it never started)\n");
  }

  @Test
  void showsWhatADriverWouldRunAsTheAnswer() {
    var words = new ArrayList<String>(List.of("install", "shop"));
    words.add(harbour.reference("bundles/shop:v1.0.0"));
    words.addAll(List.of("--mount", "cloud:/playground", "--driver", "debug"));
    var run = Json.readObject(Bytes.utf8(harbour.done(words.toArray(String[]::new)).out()));
    assertThat(run.object("environment").string("GREETING")).isEqualTo("Welcome");
    words.add("--json");
    var json = Json.readObject(Bytes.utf8(harbour.done(words.toArray(String[]::new)).out()));
    assertThat(json.object("run").string("image")).isEqualTo(run.string("image"));
    assertThat(harbour.done("list").out()).isEmpty();
  }

  @Test
  void saysWhatToDoWhereAnInstallationIsThere() {
    install();
    Ran again = install();
    assertThat(again.code()).isEqualTo(ExitCode.CONFLICT);
    assertThat(again.err())
        .startsWith("lighter: installation that exists already: shop\n")
        .contains("  expected: upgrade, or another name\n");
  }

  @Test
  void upgradesToTheBundleThatIsNamedOrTheOneThatIsThere() {
    install();
    harbour.done("push", "-f", "kiosk");
    String kiosk = harbour.reference("bundles/kiosk");
    for (String named : List.of(kiosk + ":v1.0.0", "")) {
      var words = new ArrayList<String>(List.of("upgrade", "shop"));
      words.addAll(named.isEmpty() ? List.of() : List.of(named));
      words.addAll(List.of("--mount", "cloud:/playground", "--driver", "talking"));
      harbour.done(words.toArray(String[]::new));
      assertThat(harbour.done("show", "shop").out()).startsWith(kiosk + "@sha256:");
      assertThat(harbour.done("list").out()).contains("\nshop  kiosk 1.0.0  ");
    }
    assertThat(harbour.done("uninstall", "--help").out())
        .contains("Usage: lighter uninstall [FLAGS] NAME [BUNDLE]");
  }

  @Test
  void answersWithTheVerdictWhenItIsDenied() {
    harbour.done("push", "-f", "probe");
    Ran ran = harbour.run("install", "probe", harbour.reference("bundles/probe:v1.0.0"));
    assertThat(ran.code()).isEqualTo(ExitCode.DENIED);
    assertThat(ran.out()).startsWith("denied by policy built-in\n");
    assertThat(ran.err()).startsWith("→ Nothing was run.").hasLineCount(1);
    assertThat(harbour.run("list").out()).isEmpty();
  }
}
