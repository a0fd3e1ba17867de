package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.cnab.index.IndexReader;
import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.cnab.index.PullerRules;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Rules;
import dev.lighterage.contract.bundle.Stability;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What build writes passes through the other CNAB tools as it is.
class StableFormTest {
  private static final String RECIPE =
      """
      name: shop
      version: 1.0.0-rc.1
      description: "A shop: <network> & \\"cache\\""
      keywords: [shop, "r&d"]
      license: MIT
      maintainers:
        - {name: Ada, email: ada@example.com}
        - {name: Platform team}
      to: @HOST@/bundles/shop
      runner: @HOST@/runners/playground:1
      artifacts:
        web: {helm: ./charts/web, to: "oci://@HOST@/charts/web", description: "The <front>"}
        seed: {file: ./seed.sql, home: none}
      parameters:
        group: {type: string, env: GROUP, minLength: 1, writeOnly: true}
        load: {type: number, path: /cnab/app/load, default: 0.50, applyTo: [install]}
        debug: {type: boolean, env: DEBUG, default: false, description: ""}
        tags:
          type: object
          additionalProperties: false
          properties: {cost: {type: string}}
          path: /cnab/app/tags.json
          default: {cost: shop}
      credentials:
        cloud: {path: /cnab/app/credentials/cloud.json, required: true}
        token: {env: TOKEN, applyTo: [install]}
      outputs:
        endpoint: {type: string}
      actions:
        install:
          - playground.deploy: {chart: web, release: "${parameters.group}", values: {a: [], b: {}}}
        com.example.again:
          modifies: true
          stateless: false
          steps:
            - playground.redeploy: {chart: web, release: shop}
      """;

  @TempDir private Path folder;
  private Wharf wharf;

  @BeforeEach
  void start() {
    wharf = new Wharf(folder);
    wharf.runner("runners/playground", 100, Mixins.descriptor("playground"));
    wharf.write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.0\n");
    wharf.write("seed.sql", "select 1;\n");
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  private Built build() {
    return wharf.build(wharf.write("lighter.yaml", RECIPE));
  }

  @Test
  void otherToolsKeepEveryByteOfWhatBuildWrites() {
    Built built = build();
    Bundle bundle = built.bundle().bundle();
    Map<String, Descriptor> manifests = new HashMap<>();
    built
        .components()
        .values()
        .forEach(c -> manifests.put(c.manifest().digest().toString(), c.manifest()));
    assertThat(
            Stability.check(
                bundle.bytes(),
                image -> {
                  var pinned = (Reference.Pinned) Reference.parse(image);
                  return Optional.ofNullable(manifests.get(pinned.digest().toString()));
                }))
        .isEmpty();
  }

  @Test
  void whatBuildWritesBreaksNoRuleAndIsCanonical() {
    Bytes bytes = build().bundle().bundle().bytes();
    assertThat(Rules.check(Json.readObject(bytes))).isEmpty();
    assertThat(Json.canonical(Json.read(bytes))).isEqualTo(bytes);
  }

  /// What stands in no schema passes through whole, or is refused before anything is stored.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{com.example: {n: 9007199254740993}} | $.custom[\"com.example\"].n |"
            + " it becomes 9007199254740992, the nearest double",
        "{com.example: {n: 1e400}} | $.custom[\"com.example\"].n |"
            + " it is a number that no double holds",
      })
  void refusesWhatOtherToolsWouldNotKeep(String custom, String path, String why) {
    Path recipe = wharf.write("lighter.yaml", RECIPE + "custom: " + custom + "\n");
    Failure failure = catchThrowableOfType(Failure.class, () -> wharf.build(recipe));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(path);
    assertThat(failure.facts()).containsEntry("recipe", recipe.toString());
    assertThat(failure.facts().get("why")).startsWith(why);
    assertThat(folder.resolve("lighter.lock")).doesNotExist();
  }

  @Test
  void keepsWhatACustomEntryHolds() {
    String custom =
        "custom: {com.none: null, com.example: {none: null, half: 0.50, list: [], big:"
            + " 9007199254740992}}";
    Built built = wharf.build(wharf.write("lighter.yaml", RECIPE + custom + "\n"));
    assertThat(built.bundle().bundle().bytes().text())
        .contains("{\"big\":9007199254740992,\"half\":0.5,\"list\":[],\"none\":null}");
  }

  @Test
  void pullersTakeWhatPushStores() {
    Built built = build();
    wharf.push(built, "bundles/shop");
    var published = built.bundle();
    var stored =
        new PullerRules.Stored(
            published.index().bytes(), published.config().bytes(), published.bundle().bytes());
    var repository = wharf.repository("bundles/shop");
    var rules =
        PullerRules.pull(published.index().descriptor().mediaType(), stored, repository.toString());
    assertThat(rules.complaints()).isEmpty();
    assertThat(rules.relocation()).isEqualTo(published.relocationMapping(repository));
  }

  @Test
  void readingAStoredBundleAsksForTwoDocumentsAfterItsIndex() {
    Built built = build();
    wharf.push(built, "bundles/shop");
    wharf.asked();
    Store store = wharf.stores.repository(wharf.repository("bundles/shop"));
    var index = (Manifest.Index) store.resolve(built.tag()).orElseThrow();
    PublishedBundle read = IndexReader.read(store, index);
    assertThat(read.bundle().bytes()).isEqualTo(built.bundle().bundle().bytes());
    assertThat(wharf.asked())
        .containsExactly(
            "GET /v2/bundles/shop/manifests/" + built.tag(),
            "GET /v2/bundles/shop/manifests/" + read.config().descriptor().digest(),
            "GET /v2/bundles/shop/blobs/" + read.config().config().digest());
  }
}
