package dev.lighterage.cnab.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenPolicyTest {
  private static final String SHOP =
      """
      version: 1
      rules:
        - id: shop
          allow:
            mixins: [{name: helm, version: ">=1 <2"}, {name: files, operations: [put, remove]}]
            artifacts:
              - application/vnd.cncf.helm.chart.content.v1.tar+gzip
              - application/vnd.lighterage.*
            actions: [install, upgrade, uninstall]
            host: {mounts: ["/srv/shop:/data"]}
      """;

  private static Policy policy(String text) {
    return PolicyReader.read(Yaml.read("policy.yaml", Bytes.utf8(text)), "policy.yaml");
  }

  private static List<Finding> findings(Policy policy, Situation situation) {
    return switch (policy.judge(situation.ask("install"))) {
      case Verdict.Denied denied -> denied.findings();
      case Verdict.Allowed _ -> List.of();
    };
  }

  private static Situation both() {
    return new Situation().action("install", Situation.HELM, Situation.FILES).mount(Situation.DATA);
  }

  @Test
  void allowsWhatARuleAllowsAndNamesTheRule() {
    Verdict verdict = policy(SHOP).judge(both().ask("install"));
    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(((Verdict.Allowed) verdict).notes())
        .containsExactly(
            "rule shop allows files.put",
            "rule shop allows helm.install",
            "rule shop allows the action install",
            "rule shop allows the folder /srv/shop of the host at /data",
            "rule shop allows the type application/vnd.cncf.helm.config.v1+json",
            "rule shop allows the type application/vnd.lighterage.file.config.v1+json");
  }

  @Test
  void deniesWhatNoRuleAllows() {
    var situation = both().action("backup", Situation.EXEC).mount(new Mount("/etc", "/etc-host"));
    assertThat(findings(policy(SHOP), situation))
        .containsExactly(
            new Finding(
                "no match",
                "step backup/run",
                "no rule allows exec.run, which may run arbitrary commands,",
                "a rule in policy.yaml with it under allow.mixins"),
            new Finding(
                "no match",
                "mount /etc:/etc-host",
                "no rule allows the folder /etc of the host at /etc-host",
                "a rule in policy.yaml with it under allow.host.mounts"));
  }

  @Test
  void deniesEverythingWhereThereIsNoRule() {
    assertThat(findings(policy("{version: 1, rules: []}"), both()))
        .hasSize(6)
        .allMatch(finding -> finding.rule().equals("no match"));
  }

  @Test
  void letsDenyOverrideEveryAllow() {
    String more =
        SHOP
            + """
              - id: no-commands
                allow: {mixins: [{name: "*"}]}
                deny: {mixins: [{runsArbitraryCommands: true}]}
              - id: all
                allow: {mixins: [{name: exec}]}
            """;
    var situation = both().action("upgrade", Situation.EXEC);
    assertThat(findings(policy(more), situation))
        .containsExactly(
            new Finding(
                "no-commands",
                "step upgrade/run",
                "exec.run, which may run arbitrary commands, is denied",
                "rule no-commands of policy.yaml without this under deny.mixins"));
  }

  @Test
  void deniesAnotherVersionOfAMixin() {
    String newer = SHOP.replace(">=1 <2", ">=2");
    assertThat(findings(policy(newer), both()))
        .extracting(Finding::where)
        .containsExactly("step install/web");
  }

  @Test
  void deniesAnotherOperationOfAMixin() {
    String fewer = SHOP.replace("[put, remove]", "[remove]");
    assertThat(findings(policy(fewer), both()))
        .extracting(Finding::where)
        .containsExactly("step install/seed");
  }

  @Test
  void wantsEveryLayerAllowedWhereTheTypeIsNot() {
    var situation = both();
    situation.artifact(
        "web",
        new Facts.Artifact(
            Optional.of("helm"),
            "application/vnd.cncf.helm.config.v1+json",
            List.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/x-other")));
    assertThat(findings(policy(SHOP), situation))
        .extracting(Finding::where)
        .containsExactly("artifact web");
  }

  @Test
  void deniesArtifactForOneLayer() {
    String more =
        SHOP
            + """
              - id: no-octets
                deny: {artifacts: ["application/octet-*"]}
            """;
    assertThat(findings(policy(more), both()))
        .extracting(Finding::rule, Finding::where)
        .containsExactly(tuple("no-octets", "artifact seed"));
  }

  @Test
  void deniesActionThatNoRuleAllows() {
    String fewer = SHOP.replace("[install, upgrade, uninstall]", "[uninstall]");
    assertThat(findings(policy(fewer), both()))
        .extracting(Finding::fact)
        .containsExactly("no rule allows the action install");
  }

  @Test
  void knowsAnImageWithoutInventoryOnlyByWhatItMayDo() {
    String wide = SHOP.replace("{name: helm, version: \">=1 <2\"}", "{name: \"*\"}");
    assertThat(findings(policy(wide), new Situation().noInventory())).isNotEmpty();
    String asked =
        SHOP.replace("{name: helm, version: \">=1 <2\"}", "{runsArbitraryCommands: true}");
    assertThat(findings(policy(asked), new Situation().noInventory())).isEmpty();
  }

  @Test
  void refusesUnknownFieldsWithTheirLine() {
    refused(SHOP.replace("actions:", "action:"), "policy.yaml:9:7", "suggestion: actions");
    refused(
        SHOP.replace("version: 1\n", "version: 1\nsigners: {}\n"), "policy.yaml:2:1", "signers");
    refused(SHOP.replace("mounts:", "dockerSocket:"), "policy.yaml:10:14", "dockerSocket");
    refused(SHOP.replace("name: helm", "nam: helm"), "policy.yaml:5:17", "suggestion: name");
    refused(SHOP.replace("allow:", "when: x"), "policy.yaml", "");
  }

  @Test
  void refusesWhatIsNotAPolicy() {
    refused("[]", "policy.yaml:1:1", "");
    refused("{rules: []}", "policy.yaml:1:1", "version");
    refused("{version: \"1\", rules: []}", "policy.yaml:1:11", "");
    refused(SHOP + "  - id: shop\n", "policy.yaml", "two rules of one id");
    refused(SHOP.replace("id: shop", "id: \"a b\""), "policy.yaml:3:5", "not an id");
    refused(SHOP.replace(">=1 <2", "~1"), "policy.yaml:5:38", "range");
    refused(SHOP.replace("/srv/shop:/data", "srv"), "policy.yaml:10:23", "not a folder");
    refused(SHOP.replace("/srv/shop:/data", "/srv/../etc"), "policy.yaml:10:23", "not a folder");
    refused(SHOP.replace("{name: helm, version: \">=1 <2\"}", "{}"), "policy.yaml:5:16", "says");
  }

  @Test
  void saysThatALaterVersionIsNotKnown() {
    assertThatThrownBy(() -> policy("{version: 2, rules: [], signers: []}"))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.UNSUPPORTED));
  }

  @Test
  void neverTakesAMissingFileForAPermission() {
    assertThatThrownBy(() -> Policy.load(Path.of("/no/such/policy.yaml")))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
  }

  @Test
  void agreesWithThePublishedSchema() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(Path.of("../docs/schema/policy.schema.json")));
    for (String good : List.of(SHOP, "{version: 1, rules: []}", documented())) {
      assertThat(policy(good)).isNotNull();
      assertThat(schema.validate(json(good), InputFormat.JSON)).as(good).isEmpty();
    }
    for (String bad : BAD) {
      assertThatThrownBy(() -> policy(bad)).as(bad).isInstanceOf(Failure.class);
      assertThat(schema.validate(json(bad), InputFormat.JSON)).as(bad).isNotEmpty();
    }
  }

  private static final List<String> BAD =
      List.of(
          "{rules: []}",
          "{version: 2, rules: []}",
          "{version: 1, rules: [{}]}",
          "{version: 1, rules: [{id: a, when: x}]}",
          "{version: 1, rules: [{id: a, allow: {mixins: [{}]}}]}",
          "{version: 1, rules: [{id: a, allow: {mixins: [helm]}}]}",
          "{version: 1, rules: [{id: a, allow: {mixins: [{version: latest}]}}]}",
          "{version: 1, rules: [{id: a, allow: {host: {mounts: [srv]}}}]}",
          "{version: 1, rules: [{id: a, allow: {host: {dockerSocket: never}}}]}",
          "{version: 1, rules: [{id: a, deny: {actions: ['']}}]}");

  /// The example of docs/policy.md.
  private static String documented() throws IOException {
    String page = Files.readString(Path.of("../docs/policy.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  private static String json(String yaml) {
    return Json.canonical(Yaml.read("policy.yaml", Bytes.utf8(yaml)).toJson()).text();
  }

  private static void refused(String text, String where, String word) {
    assertThatThrownBy(() -> policy(text))
        .isInstanceOfSatisfying(
            Failure.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Failure.Kind.INVALID);
              assertThat(e.subject()).startsWith(where);
              assertThat(e.getMessage()).contains(word);
            });
  }
}
