package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bundle at a glance.
class InspectTest {
  @TempDir Path home;
  private Harbour harbour;

  @BeforeEach
  void aBundleInARegistry() throws IOException {
    harbour = new Harbour(home);
    harbour.done("push", "-f", "shop");
  }

  @AfterEach
  void stop() {
    harbour.close();
  }

  /// Address, digests and sizes masked, and columns moved together.
  private String masked(Ran ran) {
    return ran.out()
        .replace(harbour.reference(""), "localhost:5000/")
        .replaceAll("@sha256:[0-9a-f]{64}", "@sha256:DIGEST")
        .replaceAll("[0-9a-f]{12} ", "BRIEF ")
        .replaceAll("[0-9.]+ k?B\\b", "SIZE")
        .replaceAll(" {3,}", "  ");
  }

  @Test
  void showsWhatIsSharedAndPinnedAndWhichMixinActsOnWhat() {
    assertThat(masked(harbour.done("inspect", harbour.reference("bundles/shop:v1.0.0"))))
        .isEqualTo(
            """
            shop 1.0.0: A shop in a pretend cloud
            localhost:5000/bundles/shop@sha256:DIGEST
            SIZE in all, SIZE of it its own

            PART  KIND  VERSION  SIZE  DIGEST  USE  MIXINS  FROM
            runner  image  SIZE  BRIEF  shared, pinned  localhost:5000/runners/playground
            network  arm  SIZE  BRIEF  shared, pinned  playground  localhost:5000/templates/network
            web  helm  1.2.0  SIZE  BRIEF  shared, pinned  playground  localhost:5000/charts/web

            mixins used: playground 1.0.0
            mixins not used: exec 1.0.0 (any command), files 1.0.0

            install
              network: playground.provision on network
              web: playground.deploy on web
            uninstall  (derived from install)
              web: playground.undeploy
              network: playground.deprovision
            upgrade  (derived from install)
              network: playground.reprovision on network
              web: playground.redeploy on web

            parameters: greeting
            outputs: endpoint
            """);
  }

  @Test
  void runnerInspectSaysWhatIsNoImage() {
    Ran ran = Ran.at(home).run("runner", "inspect", harbour.reference("charts/web:1.2.0"));
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err())
        .startsWith("lighter: no image of a container: " + harbour.reference("charts/web@sha256:"))
        .contains("found: application/vnd.cncf.helm.config.v1+json");
  }

  @Test
  void showsWhatIsFollowedAndWhatIsTheBundlesOwn() {
    harbour.write(
        "kiosk/lighter.yaml",
        """
        name: kiosk
        version: 1.0.0
        to: localhost:5000/bundles/kiosk
        runner: localhost:5000/runners/playground:1
        artifacts:
          web: {helm: "oci://localhost:5000/charts/web:1.2.0"}
          page: {file: ./lighter.yaml, home: none}
        images:
          again: localhost:5000/runners/playground:1
        parameters:
          size: {type: integer, env: SIZE, required: true}
        credentials:
          token: {env: TOKEN, required: true}
        actions:
          install:
            - playground.deploy: {chart: web, release: kiosk}
            - files.put: {source: page, to: /playground/page}
        """);
    harbour.done("push", "-f", "kiosk");
    String reference = harbour.reference("bundles/kiosk:v1.0.0");
    assertThat(masked(harbour.done("inspect", reference)))
        .startsWith("kiosk 1.0.0\n")
        .contains("again  image  SIZE  BRIEF  shared, pinned  localhost:5000/runners/playground\n")
        .contains("page  file  SIZE  BRIEF  own, pinned  files  localhost:5000/bundles/kiosk\n")
        .contains("BRIEF  shared, followed  playground  localhost:5000/charts/web:1.2.0\n")
        .contains("\nmixins used: files 1.0.0, playground 1.0.0\n")
        .endsWith("\n\nparameters: size (required)\ncredentials: token (required)\n");
    var json = Json.readObject(Bytes.utf8(harbour.done("inspect", reference, "--json").out()));
    assertThat(
            json.array("components").objects(c -> c.string("name") + c.array("mixins").strings()))
        .containsExactly("again[]", "page[files]", "web[playground]");
  }

  @Test
  void saysWhatItIsThatIsNoBundle() {
    Ran runner = harbour.run("inspect", harbour.reference("runners/playground:1"));
    assertThat(runner.code()).isEqualTo(ExitCode.INVALID);
    String pinned = runner.err().lines().findFirst().orElseThrow().replaceFirst("^.* image: ", "");
    assertThat(runner.err())
        .startsWith("lighter: no bundle but an image: ")
        .endsWith("says lighter runner inspect " + pinned + "\n");
    harbour.done("runner", "inspect", pinned);
    assertThat(harbour.run("inspect", harbour.reference("charts/web:1.2.0")).err())
        .startsWith("lighter: no bundle but an artifact of kind helm: ")
        .contains("Correct what is named above");
  }

  @Test
  void saysThatABundleIsNoRunner() {
    harbour.write(
        "kiosk/lighter.yaml",
        """
        name: kiosk
        version: 1.0.0
        to: localhost:5000/bundles/kiosk
        runner: localhost:5000/bundles/shop:v1.0.0
        actions:
          install: []
        """);
    Ran ran = harbour.run("build", "-f", "kiosk");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err())
        .startsWith("lighter: a bundle, and no runner: " + home.resolve("kiosk/lighter.yaml:4:9"))
        .contains("found: " + harbour.reference("bundles/shop@sha256:"));
  }

  @Test
  void countsItsOwnDocuments() {
    Ran ran = harbour.done("inspect", harbour.reference("bundles/shop:v1.0.0"));
    assertThat(ran.out().lines().toList().get(2)).matches(".* in all, [0-9.]+ kB of it its own");
    Ran json = harbour.done("inspect", harbour.reference("bundles/shop:v1.0.0"), "--json");
    assertThat(Json.readObject(Bytes.utf8(json.out())).integer("size")).isGreaterThan(1_000);
  }
}
