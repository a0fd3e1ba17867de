package dev.lighterage.cnab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.contract.bundle.CustomAction;
import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.contract.bundle.Maintainer;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  private @TempDir Path folder;
  private Kitchen kitchen;

  @BeforeEach
  void open() {
    kitchen = Kitchen.at(folder);
  }

  @Test
  void readsEverythingThatARecipeCanSay() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    assertThat(recipe.name()).isEqualTo("shop");
    assertThat(recipe.version()).isEqualTo("1.4.0");
    assertThat(recipe.keywords()).containsExactly("shop", "example");
    assertThat(recipe.license()).contains("Apache-2.0");
    assertThat(recipe.maintainers())
        .containsExactly(
            new Maintainer(
                "Ada Moor", Optional.of("ada@example.com"), Optional.of("https://example.com")));
    assertThat(recipe.runner().reference()).hasToString("registry.example.com/runners/azure:2");
    assertThat(recipe.images()).containsOnlyKeys("api");
    assertThat(Json.go(recipe.custom()).text()).isEqualTo("{\"com.example.note\":{\"a\":[1,2]}}");
    assertThat(recipe.requiredExtensions()).containsExactly("com.example.note");
  }

  @Test
  void readsWhereArtifactsComeFromAndGo() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    assertThat(recipe.artifacts()).containsOnlyKeys("net2", "network", "notes", "seed");
    assertThat(at(recipe.artifacts(), "network").origin())
        .isEqualTo(new Artifact.Local(folder.resolve("network.json"), new Artifact.DefaultHome()));
    assertThat(at(recipe.artifacts(), "network").description()).isEqualTo("Virtual network");
    assertThat(at(recipe.artifacts(), "net2").origin()).isInstanceOf(Artifact.Existing.class);
    assertThat(at(recipe.artifacts(), "notes").origin())
        .isEqualTo(new Artifact.Local(folder.resolve("seed.sql"), new Artifact.NoHome()));
    assertThat(at(recipe.artifacts(), "seed").origin())
        .isInstanceOfSatisfying(
            Artifact.Local.class,
            local ->
                assertThat(local.home())
                    .isInstanceOfSatisfying(
                        Artifact.GivenHome.class, to -> assertThat(to.tag()).contains("first")));
  }

  @Test
  void partsSchemasFromWhatIsAroundThem() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    assertThat(recipe.definitions()).containsOnlyKeys("endpoint", "group", "group-output", "tags");
    assertThat(Json.go(at(recipe.definitions(), "group")).text())
        .isEqualTo("{\"type\":\"string\",\"minLength\":1}");
    assertThat(Json.go(at(recipe.definitions(), "tags")).text())
        .isEqualTo(
            "{\"type\":\"object\",\"properties\":{\"cost\":{\"type\":\"string\"}},"
                + "\"required\":[\"cost\"],\"additionalProperties\":false,"
                + "\"default\":{\"cost\":\"shop\"}}");
    assertThat(at(recipe.parameters(), "group").required()).isTrue();
    assertThat(at(recipe.parameters(), "tags").required()).isFalse();
    assertThat(at(recipe.parameters(), "tags").applyTo()).containsExactly("install");
    assertThat(at(recipe.parameters(), "tags").destination())
        .isEqualTo(new Destination(Optional.empty(), Optional.of("/cnab/app/tags.json")));
    assertThat(at(recipe.credentials(), "azure").required()).isTrue();
    assertThat(at(recipe.outputs(), "group").definition()).isEqualTo("group-output");
    assertThat(at(recipe.outputs(), "endpoint").path()).isEqualTo("/cnab/app/outputs/endpoint");
  }

  @Test
  void readsStepsAndActions() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    List<RecipeStep> install = at(recipe.actions(), "install");
    assertThat(install.stream().map(RecipeStep::call))
        .containsExactly("arm.deploy", "sql.load", "arm.show");
    assertThat(install.get(1).id()).contains("rows");
    assertThat(install.get(1).with().keys()).containsExactly("file", "image", "url");
    assertThat(install.get(2).with().keys()).isEmpty();
    assertThat(recipe.customActions())
        .containsEntry("restock", new CustomAction("", "", true, false))
        .containsEntry("io.cnab.status", new CustomAction("", "", false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "runner: | runnner: | unknown field:8:1 | suggestion: runner",
        "name: shop | name: \"a\\tb\" | not a name for a bundle:1:7 | found: a\tb",
        "version: 1.4.0 | version: 1.4 | not what must stand here:2:10 | suggestion: \"1.4\"",
        "version: 1.4.0 | version: v1.4.0 | not a version:2:10 | found: v1.4.0",
        "azure:2 | azure | reference without tag or digest:8:9 |"
            + " found: registry.example.com/runners/azure",
        "network: {arm: | Net: {arm: | not a name for this:10:3 | found: Net",
        "network: {arm: | seed: {arm: | doubled key:12:3 | first: FILE:10:3",
        "network: {arm: | network: {armm: | unknown field:10:13 | suggestion: arm",
        "{arm: ./network.json, | {arm: ./network.json, file: x, | artifact of two kinds:10:12 |"
            + " found: arm, file",
        "{arm: ./network.json, | { | artifact without a kind:10:12 |"
            + " expected: one of helm, arm",
        "./network.json | ./netwerk.json | no such file or folder:10:18 | netwerk.json",
        "./network.json | registry.example.com/x:1 | no such file or folder:10:18 |"
            + " suggestion: oci://registry.example.com/x:1",
        "./network.json | ./folder | not what this kind is made from:10:18 | a folder",
        "net:1.0.0.0} | net} | reference without tag or digest:11:15 | found: oci://",
        "net:1.0.0.0} | net:1, home: none} | an artifact that exists already has its home:11:59 |"
            + " found: home",
        "home: none | home: nowhere | unknown home:13:35 | found: nowhere",
        "home: none | home: none, to: oci://r.io/a | a home although home: none:13:41 |",
        "\"oci://registry.example.com/seeds/shop:first\" | r.io/x | not a home:12:32 |"
            + " found: r.io/x",
        "api: | seed: | two components of one name:15:3 | first: FILE:12:3",
        "shop/api:3.2 | shop/api | reference without tag or digest:15:8 | shop/api",
        "env: GROUP | env: CNAB_GROUP | a variable of the runtime:17:30 | found: CNAB_GROUP",
        "type: string, env: GROUP | type: text, env: GROUP | unknown type:17:17 | found: text",
        "type: string, env: GROUP | env: GROUP | field is missing:17:10 | field: type",
        "env: GROUP, | `` | no destination:17:10 | expected: env",
        "/cnab/app/tags.json | /cnab/app/outputs/x | a place of the runtime:23:11 |",
        "/cnab/app/tags.json | app/tags | not an absolute path:23:11 | found: app/tags",
        "/cnab/app/tags.json | /app/../tags | not an absolute path:23:11 | found: /app/../tags",
        "/cnab/app/tags.json | /cnab/app/credentials/azure.json | a destination used twice:28:17 |"
            + " first: FILE:23:11",
        "applyTo: [install] | applyTo: [instal] | unknown action:24:15 | suggestion: install",
        "minLength: 1 | minLenght: 1 | unknown field:17:53 | suggestion: minLength",
        "group: {type: integer} | `group: {type: integer, path: /tmp/x}` |"
            + " not a place for an output:31:32 | found: /tmp/x",
        "minLength: 1 | minLength: -1 | not a schema:17:53 | $.minLength",
        "minLength: 1 | pattern: '(' | not a schema:17:53 | $.pattern",
        "minLength: 1 | maxItems: 1 | keyword that other CNAB tools would not keep:17:53 |"
            + " $.maxItems is no keyword that other tools keep",
        "minLength: 1 | properties: {} | keyword that other CNAB tools would not keep:17:53 |"
            + " $.properties is empty",
        "{cost: {type: string}} | {cost: true} |"
            + " keyword that other CNAB tools would not keep:20:5 | $.properties.cost is no object",
        "{cost: {type: string}} | {cost: {type: string, instanceof: x}} |"
            + " keyword that other CNAB tools would not keep:20:5 | $.properties.cost.instanceof",
        "modifies: false | title: Status | unknown field:40:20 | expected: ",
        "{cost: shop} | {cost: 1} | default against its own schema:25:5 | cost",
        "{cost: shop} | {} | default against its own schema:25:5 | cost",
        "install:$ | instal:$ | field is missing:33:3 | field: install",
        "arm.deploy: | armdeploy: | not a name for this:34:7 | found: armdeploy",
        "- id: rows | - ids: rows | step of two calls:35:7 | found: ids, sql.load",
        "- arm.show: | - {} | step that calls nothing:37:7 |",
        "- arm.show: | `- {id: rows, arm.show: {}}`| two steps of one id:37:18 |"
            + " first: FILE:36:7",
        "${parameters.group} | ${parameters.grup} | unknown parameter:34:46 | suggestion: group",
        "${images.api} | ${images.app} | unknown component:36:37 | suggestion: api",
        "${images.api} | ${image.api} | not a template:36:37 | unknown placeholder ${image.api}",
        "modifies: false | modifys: false | unknown field:40:20 | suggestion: modifies",
        "com.example.note: | dev.lighterage: | a key that is written by build:42:3 |",
        "[com.example.note] | [com.example.other] | extension that custom does not have:43:21 |"
            + " found: com.example.other"
      })
  void saysWhereARecipeIsWrong(String from, String to, String what, String fact) {
    String wrong =
        Kitchen.SHOP.replaceFirst(
            literal(from), Matcher.quoteReplacement(to.replace('$', '\n').replace("\n{", "${")));
    assertThat(wrong).as("the replacement took place").isNotEqualTo(Kitchen.SHOP);
    Failure failure = catchThrowableOfType(Failure.class, () -> kitchen.read(wrong));
    assertThat(failure).isNotNull();
    assertThat(failure.what() + failure.subject().substring(kitchen.file().toString().length()))
        .isEqualTo(what);
    assertThat(failure.getMessage().replace(kitchen.file().toString(), "FILE"))
        .contains(fact == null ? "" : fact);
  }

  private static <T> T at(Map<String, T> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  private static String literal(String from) {
    return Pattern.quote(from.replace('$', '\n').replace("\n{", "${"));
  }

  @Test
  void refusesARecipeThatIsNotThere() {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> Recipe.read(folder.resolve("lighter.yaml")));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
  }
}
