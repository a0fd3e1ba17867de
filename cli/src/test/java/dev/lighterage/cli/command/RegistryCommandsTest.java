package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// copy, pull, tag, login and logout against a registry in this process.
class RegistryCommandsTest {
  @TempDir Path home;
  private RegistryServer registry;
  private String repository = "";

  @BeforeEach
  void aRegistryAndALayout() {
    registry = RegistryServer.start(home.resolve("registry"), ServeSettings.loopback());
    repository = registry.authority() + "/thing";
    LayoutStore layout = LayoutStore.create(home.resolve("layout"));
    Bytes config = Bytes.utf8("{}");
    Descriptor blob = Descriptor.of("application/vnd.example+json", config);
    layout.push(blob, Content.of(config));
    layout.tag(manifest(blob, "one"), "1");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private static Manifest manifest(Descriptor config, String title) {
    JsonObject json =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", config.toJson())
            .put("layers", JsonArray.of(List.of()))
            .put("annotations", JsonObject.builder().put("title", title).build())
            .build();
    return Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(json));
  }

  @Test
  void copiesALayoutToARegistryAndBack() {
    Ran there = run("copy", "oci:" + home.resolve("layout"), repository + ":1");
    assertThat(there.code()).as(there.err()).isEqualTo(ExitCode.DONE);
    assertThat(there.out()).startsWith(repository + "@sha256:").hasLineCount(1);
    assertThat(there.err()).contains("new      " + repository + ":1", "1 blob sent");
    assertThat(there.err()).contains(" requests, ").doesNotContain(" down");
    Ran back = run("pull", repository + ":1", home.resolve("back").toString(), "--json");
    assertThat(there.out()).contains(json(back).string("digest"));
    assertThat(LayoutStore.open(home.resolve("back")).tags()).containsExactly("1");
    JsonObject traffic = json(back).object("traffic");
    assertThat(traffic.integer("requests")).as("manifest and config").isEqualTo(2);
    assertThat(traffic.integer("bytesUp")).isZero();
    assertThat(traffic.integer("bytesDown")).isPositive();
  }

  @Test
  void saysWhatWasFetchedAndWhenNothingWas() {
    String layout = "oci:" + home.resolve("layout");
    run("copy", layout, repository + ":1");
    String back = home.resolve("back").toString();
    assertThat(run("pull", repository + ":1", back).err())
        .contains("1 blob fetched (", "0 present; 2 requests, ", " down\n")
        .doesNotContain("blob sent", "mounted");
    assertThat(run("pull", repository + ":1", back).err())
        .contains("nothing to bring: everything is there; 1 request, ");
    Ran again = run("copy", layout, repository + ":1", "--json");
    assertThat(again.err()).contains("nothing to bring: everything is there; 2 requests, 0 B up");
    assertThat(json(again).object("copied").integer("bytesSent")).isZero();
    assertThat(run("copy", layout, "oci:" + home.resolve("other")).err())
        .contains("1 mounted")
        .doesNotContain("request");
  }

  @Test
  void letsNoTagMoveThatMustStay() {
    run("copy", "oci:" + home.resolve("layout"), repository + ":1");
    LayoutStore layout = LayoutStore.open(home.resolve("layout"));
    Manifest.Image old = (Manifest.Image) layout.resolve("1").orElseThrow();
    layout.tag(manifest(old.config(), "two"), "2");
    Ran refused =
        run("copy", "oci:" + home.resolve("layout") + ":2", repository + ":1", "--keep-tags");
    assertThat(refused.code()).isEqualTo(ExitCode.CONFLICT);
    Ran moved = run("copy", "oci:" + home.resolve("layout") + ":2", repository + ":1", "--json");
    JsonObject tag = json(moved).object("tag");
    assertThat(tag.findBoolean("moved")).contains(true);
    assertThat(tag.string("from")).isEqualTo(old.descriptor().digest().toString());
  }

  @Test
  void tagsWhatIsThere() {
    run("copy", "oci:" + home.resolve("layout"), repository + ":1");
    Ran ran = run("tag", repository + ":1", "stable");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(run("pull", repository + ":stable", home.resolve("b").toString()).code())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void doesNotFindAMissingTagAndSaysWhatToDo() {
    Ran ran = run("pull", repository + ":9", home.resolve("none").toString());
    assertThat(ran.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.err()).startsWith("lighter: no such manifest: " + repository + ":9\n→ ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void saysWhichHostCannotBeReached() {
    registry.close();
    Ran ran = run("tag", repository + ":1", "stable", "--debug");
    assertThat(ran.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err()).contains("> GET http://" + registry.authority());
  }

  @Test
  void asksThroughTheProxyOfTheEnvironment() {
    // As a proxy, the registry answers for any host.
    Ran ran =
        Ran.at(home)
            .environment("HTTP_PROXY", registry.authority())
            .run(
                "copy",
                "oci:" + home.resolve("layout"),
                "registry.example/thing:1",
                "--plain-http",
                "registry.example");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(run("pull", repository + ":1", home.resolve("back").toString()).code())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void showsALoginToATokenServiceElsewhereOnlyWhenItIsNamed() throws IOException {
    HttpServer guarded =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var shown = new AtomicInteger();
    String realm = "http://localhost:" + guarded.getAddress().getPort() + "/token";
    guarded.createContext(
        "/token",
        exchange -> {
          shown.incrementAndGet();
          answer(exchange, 200, "{\"token\": \"t\"}");
        });
    guarded.createContext(
        "/v2/",
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
          boolean known = exchange.getRequestHeaders().containsKey("Authorization");
          answer(exchange, known ? 200 : 401, "{}");
        });
    guarded.start();
    try {
      String host = "127.0.0.1:" + guarded.getAddress().getPort();
      Ran.With ada = Ran.at(home).in("hunter2\n");
      Ran refused = ada.run("login", host, "-u", "ada", "--password-stdin");
      assertThat(refused.code()).isEqualTo(ExitCode.PROTOCOL);
      assertThat(refused.err()).contains("say so: --token-service localhost");
      assertThat(shown).hasValue(0);
      Ran taken =
          ada.run("login", host, "-u", "ada", "--password-stdin", "--token-service", "localhost");
      assertThat(taken.code()).as(taken.err()).isEqualTo(ExitCode.DONE);
      assertThat(shown).hasValue(1);
    } finally {
      guarded.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void keepsALoginWithoutEverShowingIt() throws IOException {
    Ran ran =
        Ran.at(home)
            .in("hunter2\n")
            .run("login", registry.authority(), "-u", "ada", "--password-stdin", "--debug");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    assertThat(ran.out() + ran.err()).doesNotContain("hunter2", "YWRhOmh1bnRlcjI");
    Path file = home.resolve(".docker/config.json");
    assertThat(ran.out()).isEqualTo("login kept in " + file + "\n");
    assertThat(Files.readString(file)).contains(registry.authority(), "YWRhOmh1bnRlcjI=");
    assertThat(json(run("logout", registry.authority(), "--json")).findBoolean("forgotten"))
        .contains(true);
    assertThat(Files.readString(file)).doesNotContain("YWRhOmh1bnRlcjI");
  }

  @Test
  void saysWhatToDoAboutACredentialHelperThatIsMissingOrFails() throws IOException {
    Path config = Files.createDirectories(home.resolve(".docker")).resolve("config.json");
    Files.writeString(config, "{\"credsStore\": \"test\"}");
    var at = Ran.at(home).environment("PATH", home.toString());
    assertThat(at.run("logout", registry.authority()).err())
        .contains(
            "  auth file: " + config + "\n",
            "→ Install docker-credential-test, or take it out of the auth file.\n");
    Path helper = Files.writeString(home.resolve("docker-credential-test"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
    assertThat(at.run("logout", registry.authority()).err())
        .contains("→ Run it by hand to see what it says: echo ")
        .endsWith("echo " + registry.authority() + " | docker-credential-test get\n");
    assertThat(
            at.in("hunter2\n")
                .run("login", registry.authority(), "-u", "ada", "--password-stdin")
                .err())
        .endsWith(": docker-credential-test list\n");
  }

  @Test
  void asksNobodyForAPasswordWhereThereIsNoTerminal() {
    Ran ran = run("login", registry.authority(), "-u", "ada");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains("expected: --password-stdin");
  }

  @Test
  void refusesAnEmptyPassword() {
    Ran ran = run("login", registry.authority(), "-u", "ada", "--password-stdin");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
  }

  private Ran run(String... args) {
    return Ran.at(home).run(args);
  }

  private static JsonObject json(Ran ran) {
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.DONE);
    return Json.readObject(Bytes.utf8(ran.out()));
  }
}
