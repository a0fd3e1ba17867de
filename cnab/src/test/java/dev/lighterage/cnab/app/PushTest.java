package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Counted at the registry: what a push asks for and sends.
class PushTest {
  private static final int RUNNER_LAYER = 3 << 20;

  @TempDir private Path folder;
  private Wharf wharf;

  @BeforeEach
  void start() {
    wharf = new Wharf(folder);
    wharf.runner("runners/playground", RUNNER_LAYER, Mixins.descriptor("playground"));
    shop();
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  /// The bundle of the counts: one runner, one chart, one template, with homes.
  private void shop() {
    wharf.write(
        "shop/charts/web/Chart.yaml",
        "apiVersion: v2\nname: web\nversion: 1.2.0\ndescription: A shop\n");
    wharf.write("shop/charts/web/values.yaml", "greeting: Welcome\n");
    wharf.write("shop/charts/web/templates/page.yaml", "kind: ConfigMap\n");
    wharf.write(
        "shop/network.json",
        """
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": []
        }
        """);
    wharf.write(
        "shop/lighter.yaml",
        """
        name: shop
        version: 1.0.0
        to: @HOST@/bundles/shop
        runner: @HOST@/runners/playground:1
        artifacts:
          web:     {helm: ./charts/web, to: "oci://@HOST@/charts/web"}
          network: {arm: ./network.json, to: "oci://@HOST@/templates/network"}
        actions:
          install:
            - playground.provision: {template: network, group: shop}
            - playground.deploy:    {chart: web, release: shop}
        """);
  }

  private Push.Done pushShop() {
    return wharf.push(wharf.build(folder.resolve("shop/lighter.yaml")), "bundles/shop");
  }

  /// A bundle that shares the shop's runner and chart.
  private Path kiosk() {
    return wharf.write(
        "kiosk/lighter.yaml",
        """
        name: kiosk
        version: 1.0.0
        to: @HOST@/bundles/kiosk
        runner: @HOST@/runners/playground:1
        artifacts:
          web: {helm: "oci://@HOST@/charts/web:1.2.0"}
        actions:
          install:
            - playground.deploy: {chart: web, release: kiosk}
        """);
  }

  /// Changes the line of `file` that has `text` in it.
  private void change(String file, String text, String other) {
    try {
      Path path = folder.resolve("shop").resolve(file);
      String before = Files.readString(path);
      assertThat(before).contains(text);
      Files.writeString(path, before.replace(text, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void changeGreeting() {
    change("charts/web/values.yaml", "Welcome", "Hello");
  }

  @ParameterizedTest
  @CsvSource({
    "charts/web/values.yaml, Welcome, Hello, 12",
    "charts/web/templates/page.yaml, ConfigMap, Secret, 12",
    "network.json, [], [{}], 12",
    "charts/web/Chart.yaml, A shop, The shop, 15",
    "charts/web/Chart.yaml, 1.2.0, 1.2.1, 15",
  })
  void secondPushAfterOneChangedLineIsSmall(String file, String text, String other, int most) {
    pushShop();
    change(file, text, other);
    Built changed = wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();
    Traffic.Snapshot before = wharf.traffic();

    Push.Done done = wharf.push(changed, "bundles/shop");

    Traffic.Snapshot traffic = wharf.traffic().since(before);
    List<String> asked = wharf.asked();
    assertThat(asked).hasSizeLessThanOrEqualTo(most);
    assertThat(traffic.requests()).isEqualTo(asked.size());
    assertThat(traffic.bytesUp()).isLessThan(20_000);
    assertThat(asked).noneMatch(line -> line.contains("runners/playground"));
    assertThat(done.tag().moved()).isTrue();
  }

  @Test
  void firstPushOfBundleThatSharesRunnerAndChartSendsNoBlobOfEither() {
    pushShop();
    Built kiosk = wharf.build(kiosk());
    wharf.asked();
    Traffic.Snapshot before = wharf.traffic();

    Push.Done done = wharf.push(kiosk, "bundles/kiosk");

    Traffic.Snapshot traffic = wharf.traffic().since(before);
    assertThat(traffic.bytesUp()).isLessThan(20_000);
    assertThat(done.copied().blobsSent()).as("the definition alone").isEqualTo(1);
    assertThat(done.copied().blobsMounted()).as("config and layer of both").isEqualTo(4);
    assertThat(wharf.asked()).noneMatch(line -> line.startsWith("GET") && line.contains("blobs"));
  }

  @Test
  void changeThatIsTakenBackIsSmallToo() {
    Push.Done first = pushShop();
    changeGreeting();
    pushShop();
    change("charts/web/values.yaml", "Hello", "Welcome");
    Built back = wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();

    Push.Done done = wharf.push(back, "bundles/shop");

    assertThat(wharf.asked()).hasSizeLessThanOrEqualTo(15);
    assertThat(done.reference()).isEqualTo(first.reference());
    assertThat(done.tag().moved()).isTrue();
  }

  @Test
  void pushOfNewVersionFindsWhatIsThere() {
    pushShop();
    change("lighter.yaml", "version: 1.0.0", "version: 1.0.1");
    Built next = wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();

    Push.Done done = wharf.push(next, "bundles/shop");

    assertThat(done.copied().blobsSent()).as("the definition alone").isEqualTo(1);
    assertThat(done.copied().blobsMounted()).isZero();
    assertThat(done.tag().from()).isEmpty();
  }

  @Test
  void pushOfUnchangedBundleAsksForRootAndHomesAlone() {
    pushShop();
    Built again = wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();

    Push.Done done = wharf.push(again, "bundles/shop");

    assertThat(wharf.asked()).hasSize(3);
    assertThat(done.copied()).isEqualTo(Copied.NOTHING);
    assertThat(done.unchanged()).isTrue();
  }

  @Test
  void goesWhereItWasBuiltForWhateverTheRecipeSaysNow() throws IOException {
    Path recipe = folder.resolve("shop/lighter.yaml");
    Built built = wharf.build(recipe);
    Files.writeString(
        recipe, Files.readString(recipe).replace("/bundles/shop", "/bundles/elsewhere"));
    assertThat(built.reference()).isEqualTo(wharf.tagged("bundles/shop", built.tag()));
    assertThat(wharf.build(recipe).reference())
        .isEqualTo(wharf.tagged("bundles/elsewhere", built.tag()));
  }

  @Test
  void buildFromLockAsksNoRegistry() {
    wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();

    Built again = wharf.build(folder.resolve("shop/lighter.yaml"));

    assertThat(wharf.asked()).isEmpty();
    assertThat(again.newLock()).isFalse();
  }

  @Test
  void registryThatLostChildrenIsAskedForEach() throws IOException {
    Push.Done first = pushShop();
    wharf.loseAllBut(first.reference());
    changeGreeting();
    Built changed = wharf.build(folder.resolve("shop/lighter.yaml"));

    Push.Done done = wharf.push(changed, "bundles/shop");

    assertThat(done.copied().manifestsSent()).isGreaterThan(3);
    for (Descriptor child : changed.bundle().index().manifests()) {
      assertThat(wharf.stores.repository(wharf.repository("bundles/shop")).has(child))
          .as(child.digest().toString())
          .isTrue();
    }
    assertThat(wharf.stores.find(done.reference()).manifest().bytes())
        .isEqualTo(changed.bundle().index().bytes());
  }

  @Test
  void namesThePartOfTheLockThatItsRegistryHasLost() throws IOException {
    pushShop();
    Built kiosk = wharf.build(kiosk());
    Built.Component web = Objects.requireNonNull(kiosk.components().get("web"));
    wharf.lose(wharf.tagged("charts/web", "1.2.0").pin(web.manifest().digest()));

    assertThatThrownBy(() -> wharf.push(kiosk, "bundles/kiosk"))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
              assertThat(f.subject())
                  .isEqualTo(wharf.repository("charts/web") + "@" + web.manifest().digest());
              assertThat(f.facts())
                  .containsEntry("part", "artifacts.web")
                  .containsEntry("follows", wharf.tagged("charts/web", "1.2.0").toString());
            });
  }

  @Test
  void namesTheRunnerThatItsRegistryHasLost() throws IOException {
    pushShop();
    Built kiosk = wharf.build(kiosk());
    wharf.lose(kiosk.runner());
    assertThatThrownBy(() -> wharf.push(kiosk, "bundles/kiosk"))
        .hasMessageContaining(kiosk.runner().repository() + "@" + kiosk.runner().digest())
        .hasMessageContaining("part: runner");
  }

  @Test
  void tagsThatMustStayStopThePushBeforeAnythingIsSent() {
    pushShop();
    changeGreeting();
    Built changed = wharf.build(folder.resolve("shop/lighter.yaml"));
    wharf.asked();

    assertThatThrownBy(
            () ->
                wharf.push.run(
                    new Push.Request(changed, wharf.tagged("bundles/shop", changed.tag()), true)))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CONFLICT));
    assertThat(wharf.asked()).allMatch(line -> line.startsWith("GET"));
  }
}
