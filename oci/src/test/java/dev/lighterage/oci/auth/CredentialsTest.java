package dev.lighterage.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CredentialsTest {
  private static final String HOST = "registry.example.com";
  private static final Login ANN = new Login.Password("ann", Secret.of("s3cret"));

  /// `ann:s3cret`.
  private static final String AUTH = "{\"auth\":\"YW5uOnMzY3JldA==\"}";

  @TempDir private Path home;

  private Credentials credentials(Map<String, String> variables) {
    return Credentials.of(new Environment(variables, home, Duration.ofSeconds(20)));
  }

  private Credentials credentials() {
    return credentials(Map.of());
  }

  private Path write(String file, String json) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, json);
  }

  private Optional<Login> read(String json) throws IOException {
    write(".docker/config.json", json);
    return credentials().find(HOST, "shop/web");
  }

  private static Failure failure(Failure.Kind kind, Runnable work) {
    Failure failure = Assertions.catchThrowableOfType(Failure.class, work::run);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      assertThat(String.valueOf(at.getMessage())).doesNotContain("s3cret", "YW5u");
    }
    return failure;
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(credentials().find(HOST, "shop/web")).isEmpty();
  }

  @Test
  void readsEveryFormOfEntry() throws IOException {
    assertThat(read("{\"auths\":{\"" + HOST + "\":" + AUTH + "}}")).contains(ANN);
    assertThat(
            read("{\"auths\":{\"" + HOST + "\":{\"username\":\"ann\",\"password\":\"s3cret\"}}}"))
        .contains(ANN);
    assertThat(read("{\"auths\":{\"" + HOST + "\":{\"auth\":\"\",\"identitytoken\":\"s3cret\"}}}"))
        .contains(new Login.IdentityToken(Secret.of("s3cret")));
    assertThat(read("{\"auths\":{\"" + HOST + "\":{\"registrytoken\":\"s3cret\"}}}"))
        .contains(new Login.RegistryToken(Secret.of("s3cret")));
    // <token>:s3cret
    assertThat(read("{\"auths\":{\"" + HOST + "\":{\"auth\":\"PHRva2VuPjpzM2NyZXQ=\"}}}"))
        .contains(new Login.IdentityToken(Secret.of("s3cret")));
    assertThat(read("{\"auths\":{\"" + HOST + "\":{}}}")).isEmpty();
    assertThat(read("{\"auths\":null}")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void knowsARegistryByEveryKeyThatIsWrittenForIt() throws IOException {
    for (String key :
        List.of(
            HOST,
            "https://" + HOST,
            "http://" + HOST + "/",
            "https://" + HOST + "/v1/",
            "https://" + HOST + "/v2/",
            "REGISTRY.example.com")) {
      assertThat(read("{\"auths\":{\"" + key + "\":" + AUTH + "}}")).as(key).contains(ANN);
    }
    for (String key : List.of("example.com", HOST + ":5000", "x" + HOST, HOST + ".evil.com")) {
      assertThat(read("{\"auths\":{\"" + key + "\":" + AUTH + "}}")).as(key).isEmpty();
    }
  }

  @Test
  void knowsDockerHubByItsNames() throws IOException {
    for (String key :
        List.of(
            "https://index.docker.io/v1/",
            "docker.io",
            "index.docker.io",
            "registry-1.docker.io")) {
      write(".docker/config.json", "{\"auths\":{\"" + key + "\":" + AUTH + "}}");
      assertThat(credentials().find("docker.io", "library/alpine")).as(key).contains(ANN);
    }
  }

  @Test
  void prefersTheClosestNamespace() throws IOException {
    String other = "{\"username\":\"bob\",\"password\":\"s3cret\"}";
    Login bob = new Login.Password("bob", Secret.of("s3cret"));
    String file = "{\"auths\":{\"" + HOST + "\":" + AUTH + ",\"" + HOST + "/shop\":" + other + "}}";
    assertThat(read(file)).contains(bob);
    assertThat(credentials().find(HOST, "shopping/web")).contains(ANN);
    assertThat(credentials().find(HOST, "")).contains(ANN);
  }

  @Test
  void readsFilesInTheirOrder() throws IOException {
    String by = "{\"auths\":{\"" + HOST + "\":{\"username\":\"%s\",\"password\":\"\"}}}";
    Path only = write("only.json", by.formatted("only"));
    write("docker/config.json", by.formatted("DOCKER_CONFIG"));
    write(".docker/config.json", by.formatted("docker"));
    write("run/containers/auth.json", by.formatted("runtime"));
    write(".config/containers/auth.json", by.formatted("config"));
    write("xdg/containers/auth.json", by.formatted("XDG_CONFIG_HOME"));
    assertThat(user(Map.of("REGISTRY_AUTH_FILE", only.toString()))).isEqualTo("only");
    assertThat(user(Map.of("DOCKER_CONFIG", home.resolve("docker").toString())))
        .isEqualTo("DOCKER_CONFIG");
    assertThat(user(Map.of())).isEqualTo("docker");
    Files.delete(home.resolve(".docker/config.json"));
    assertThat(user(Map.of("XDG_RUNTIME_DIR", home.resolve("run").toString())))
        .isEqualTo("runtime");
    assertThat(user(Map.of())).isEqualTo("config");
    assertThat(user(Map.of("XDG_CONFIG_HOME", home.resolve("xdg").toString())))
        .isEqualTo("XDG_CONFIG_HOME");
    assertThat(credentials(Map.of("REGISTRY_AUTH_FILE", home + "/absent")).find(HOST, ""))
        .isEmpty();
  }

  private String user(Map<String, String> variables) {
    return ((Login.Password) credentials(variables).find(HOST, "a").orElseThrow()).user();
  }

  @Test
  void refusesBrokenFileWithoutShowingIt() throws IOException {
    for (String json :
        List.of(
            "{\"auths\":{\"" + HOST + "\":\"s3cret\"}}",
            "{\"auths\":{\"" + HOST + "\":{\"auth\":\"s3cret?\"}}}",
            "{\"auths\":{\"" + HOST + "\":{\"auth\":\"czNjcmV0\"}}}",
            "s3cret",
            "{\"credsStore\":7}",
            "{\"credsStore\":\"../s3cret\"}",
            "{\"credHelpers\":{\"" + HOST + "\":\"a b\"}}")) {
      write(".docker/config.json", json);
      failure(Failure.Kind.INVALID, () -> credentials().find(HOST, ""));
    }
  }

  @Test
  void writesFileForNobodyElseAndKeepsWhatItDoesNotKnow() throws IOException {
    Path file =
        write(
            ".docker/config.json",
            "{\"HttpHeaders\":{\"a\":\"b\"},\"auths\":{\"other\":{\"x\":1},\"https://"
                + HOST
                + "/v1/\":{}},\"z\":[1.50]}");
    String where = credentials().store(HOST, ANN);
    assertThat(where).isEqualTo(file.toString());
    assertThat(json(file))
        .isEqualTo(
            Json.readObject(
                Bytes.utf8(
                    "{\"HttpHeaders\":{\"a\":\"b\"},\"auths\":{\"other\":{\"x\":1},\""
                        + HOST
                        + "\":"
                        + AUTH
                        + "},\"z\":[1.50]}")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(credentials().find(HOST, "shop/web")).contains(ANN);
    assertThat(credentials().erase(HOST)).isTrue();
    assertThat(credentials().erase(HOST)).isFalse();
    assertThat(credentials().find(HOST, "")).isEmpty();
    assertThat(json(file).object("auths").members()).containsOnlyKeys("other");
    try (var files = Files.list(file.getParent())) {
      Path lock = file.resolveSibling(".config.json.lighter-lock");
      assertThat(files).containsExactlyInAnyOrder(file, lock);
      assertThat(lock).isEmptyFile();
    }
  }

  @Test
  void makesTheFirstFile() throws IOException {
    Login token = new Login.IdentityToken(Secret.of("s3cret"));
    credentials().store("docker.io", token);
    Path file = home.resolve(".docker/config.json");
    assertThat(json(file).object("auths").members())
        .containsOnlyKeys("https://index.docker.io/v1/");
    assertThat(credentials().find("docker.io", "a/b")).contains(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void keepsALinkALink() throws IOException {
    Path real = write("dotfiles/docker.json", "{}");
    Files.createDirectories(home.resolve(".docker"));
    Path link = Files.createSymbolicLink(home.resolve(".docker/config.json"), real);
    credentials().store(HOST, ANN);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.readString(real)).contains("YW5uOnMzY3JldA==");
  }

  @Test
  void leavesTheFileAloneWhenItCannotBeRead() throws IOException {
    Path file = write(".docker/config.json", "{\"auths\":");
    failure(Failure.Kind.INVALID, () -> credentials().store(HOST, ANN));
    assertThat(Files.readString(file)).isEqualTo("{\"auths\":");
  }

  private static JsonObject json(Path file) throws IOException {
    return Json.readObject(Bytes.of(Files.readAllBytes(file)));
  }

  @Test
  void refusesHostThatIsNone() {
    for (String host : List.of("", "a b", "a\nb", "a/b", "https://a")) {
      failure(Failure.Kind.INVALID, () -> credentials().find(host, ""));
      failure(Failure.Kind.INVALID, () -> credentials().store(host, ANN));
    }
  }

  /// A helper that writes down what it is asked into `asked`, and then does `script`.
  private Credentials helped(String script) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    Path program = bin.resolve("docker-credential-test");
    Files.deleteIfExists(program);
    Files.writeString(
        program,
        "#!/bin/sh\n{ echo \"$#:$1\"; cat; echo; } >>'" + home.resolve("asked") + "'\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return credentials(Map.of("PATH", bin + ":/usr/bin:/bin"));
  }

  private String asked() throws IOException {
    return Files.readString(home.resolve("asked"));
  }

  @Test
  void asksTheHelperThatTheFileNames() throws IOException {
    write(".docker/config.json", "{\"credsStore\":\"test\"}");
    Credentials one =
        helped("echo '{\"ServerURL\":\"x\",\"Username\":\"ann\",\"Secret\":\"s3cret\"}'");
    assertThat(one.find(HOST, "a")).contains(ANN);
    assertThat(one.find(HOST, "a")).contains(ANN);
    assertThat(one.find(HOST, "b")).contains(ANN);
    assertThat(asked()).isEqualTo("1:get\n" + HOST + "\n");
    Credentials token = helped("echo '{\"Username\":\"<token>\",\"Secret\":\"s3cret\"}'");
    assertThat(token.find("docker.io", "a/b"))
        .contains(new Login.IdentityToken(Secret.of("s3cret")));
    assertThat(asked()).endsWith("1:get\nhttps://index.docker.io/v1/\n");
  }

  @Test
  void prefersTheHelperOfTheHost() throws IOException {
    write(
        ".docker/config.json",
        "{\"credsStore\":\"absent\",\"credHelpers\":{\"https://" + HOST + "\":\"test\"}}");
    assertThat(helped("echo '{\"Username\":\"ann\",\"Secret\":\"s3cret\"}'").find(HOST, "a"))
        .contains(ANN);
  }

  @Test
  void looksFurtherWhereAHelperHasNothing() throws IOException {
    write(
        ".docker/config.json",
        "{\"credsStore\":\"test\",\"auths\":{\"" + HOST + "\":" + AUTH + "}}");
    Credentials none = helped("echo credentials not found in native keychain; exit 1");
    assertThat(none.find(HOST, "a")).contains(ANN);
    assertThat(none.find("other.example.com", "a")).isEmpty();
  }

  @Test
  void failsWhenAHelperFailsAndShowsNothingOfIt() throws IOException {
    write(
        ".docker/config.json",
        "{\"credsStore\":\"test\",\"auths\":{\"" + HOST + "\":" + AUTH + "}}");
    for (String script :
        List.of(
            "echo s3cret; exit 1",
            "echo s3cret",
            "echo '{\"Username\":[\"s3cret\"]}'",
            "head -c 2000000 /dev/zero")) {
      Credentials broken = helped(script);
      Failure failure = failure(Failure.Kind.PROGRAM, () -> broken.find(HOST, "a"));
      assertThat(failure.subject()).isEqualTo("docker-credential-test");
      assertThat(failure.facts()).containsEntry("registry", HOST).doesNotContainKey("path");
    }
  }

  @Test
  void namesTheAuthFileOfAHelperThatIsNotThere() throws IOException {
    Path file = write(".docker/config.json", "{\"credsStore\":\"test\"}");
    Credentials lonely = credentials(Map.of("PATH", home.toString()));
    assertThat(failure(Failure.Kind.PROGRAM, () -> lonely.find(HOST, "a")).facts())
        .containsEntry("why", "no such program on the PATH")
        .containsEntry("path", home.toString())
        .containsEntry("auth file", file.toString());
  }

  @Test
  void endsHelperThatTakesTooLong() throws IOException {
    write(".docker/config.json", "{\"credsStore\":\"test\"}");
    helped("sleep 600 & wait");
    var impatient =
        Credentials.of(
            new Environment(
                Map.of("PATH", home.resolve("bin") + ":/usr/bin:/bin"),
                home,
                Duration.ofMillis(300)));
    Failure failure = failure(Failure.Kind.PROGRAM, () -> impatient.find(HOST, "a"));
    assertThat(failure.facts().get("why")).contains("did not end within");
  }

  @Test
  void givesSecretToHelperOnItsInputOnly() throws IOException {
    write(".docker/config.json", "{\"credHelpers\":{\"" + HOST + "\":\"test\"}}");
    Credentials one = helped("echo '{\"Username\":\"ann\",\"Secret\":\"s3cret\"}'");
    assertThat(one.store(HOST, ANN)).isEqualTo("docker-credential-test");
    assertThat(asked())
        .isEqualTo(
            "1:store\n{\"Secret\":\"s3cret\",\"ServerURL\":\""
                + HOST
                + "\",\"Username\":\"ann\"}\n");
    assertThat(one.erase(HOST)).isTrue();
    assertThat(asked()).endsWith("1:erase\n" + HOST + "\n");
    assertThat(Files.readString(home.resolve(".docker/config.json"))).doesNotContain("auths");
  }
}
