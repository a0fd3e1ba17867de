package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged tool as a person meets it.
class PackagedIT {
  @TempDir Path home;

  @Test
  void saysItsVersion() {
    var ended = Tool.packaged(home).run("version");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).matches("lighter [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java 25.*\\)\n");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void endsWithTwoForAnUnknownCommandAndSuggestsOne() {
    var ended = Tool.packaged(home).run("verson");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("unknown command: verson", "Did you mean version?");
  }

  @Test
  void printsNothingButJsonToStandardOutput() {
    var ended = Tool.packaged(home).with("TERM", "xterm").run("version", "--json", "--debug");
    assertThat(Json.readObject(Bytes.utf8(ended.out())).string("version")).isNotEmpty();
  }

  @Test
  void printsNoColourWhereNobodySees() {
    var ended = Tool.packaged(home).with("TERM", "xterm-256color").run("verson");
    assertThat(ended.err()).doesNotContain("\u001b");
  }

  @Test
  void startsThroughALinkFromAnotherFolder() throws IOException {
    Path link = home.resolve("bin/lighter");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Tool.packaged(home).folder().resolve("bin/lighter"));
    assertThat(Tool.packaged(home).in(home).run("version").code()).isZero();
    Files.delete(link);
  }

  @Test
  void readsArgumentsAsUtf8InEveryLocale() {
    var ended = Tool.packaged(home).with("LC_ALL", "C").run("größe-中文");
    assertThat(ended.err()).contains("unknown command: größe-中文");
  }

  @Test
  void failsWhereStandardOutputTakesNothing() throws Exception {
    Tool tool = Tool.packaged(home);
    var builder =
        new ProcessBuilder(tool.folder().resolve("bin/lighter").toString(), "--json", "version");
    builder.environment().putAll(tool.environment());
    builder.redirectOutput(Path.of("/dev/full").toFile());
    Process process = builder.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(18);
    assertThat(err).contains("could not write: standard output");
  }

  @Test
  void saysNothingToWhoeverReadsNoFurther() throws Exception {
    Tool tool = Tool.packaged(home);
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "read go && exec \"$0\" --help",
            tool.folder().resolve("bin/lighter").toString());
    builder.environment().putAll(tool.environment());
    Process process = builder.start();
    process.getInputStream().close();
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
    assertThat(process.errorReader().readAllLines()).isEmpty();
    assertThat(process.waitFor()).isEqualTo(141);
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    Tool tool = Tool.packaged(home);
    var builder =
        new ProcessBuilder(tool.folder().resolve("bin/lighter").toString(), "serve", "root");
    builder.directory(home.toFile()).environment().putAll(tool.environment());
    Process process = builder.start();
    try (var lines = process.inputReader(StandardCharsets.UTF_8);
        var client = HttpClient.newHttpClient()) {
      URI ping = URI.create("http://" + lines.readLine() + "/v2/");
      var answer =
          client.send(HttpRequest.newBuilder(ping).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      process.destroy();
      assertThat(process.waitFor()).as("128 + SIGTERM").isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }
}
