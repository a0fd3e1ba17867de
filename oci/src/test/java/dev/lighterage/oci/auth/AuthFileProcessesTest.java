package dev.lighterage.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One auth file, several who write it, some of them killed.
@Timeout(120)
class AuthFileProcessesTest {
  private static final Login ANN = new Login.Password("ann", Secret.of("s3cret"));

  @TempDir private Path home;

  private Credentials credentials() {
    return Credentials.of(Environment.of(Map.of(), home));
  }

  private Path file() {
    return home.resolve(".docker/config.json");
  }

  private Set<String> kept() throws IOException {
    JsonObject json = Json.readObject(Bytes.of(Files.readAllBytes(file())));
    return json.object("auths").members().keySet();
  }

  private Process start(String name, int count) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LoginWriter.class.getName(),
            home.toString(),
            name,
            Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void keepsEveryLoginOfProcessesAtOnce() throws Exception {
    List<Process> writers = List.of(start("a", 40), start("b", 40), start("c", 40));
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    assertThat(kept()).hasSize(120);
  }

  @Test
  void keepsEveryLoginOfThreadsAtOnce() throws Exception {
    List<Thread> threads =
        Stream.of("a", "b", "c", "d", "e", "f", "g", "h")
            .map(host -> Thread.ofVirtual().start(() -> credentials().store(host, ANN)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(kept()).hasSize(8);
  }

  @Test
  void holdsAWholeFileForItsOwnerAloneAfterWritersWereKilled() throws Exception {
    var random = new Random(23);
    for (int round = 0; round < 8; round++) {
      Process writer = start("r" + round, 100_000);
      int before;
      try (BufferedReader words = writer.inputReader()) {
        before = 1 + random.nextInt(30);
        for (int i = 0; i < before; i++) {
          assertThat(words.readLine()).isEqualTo("kept");
        }
        writer.destroyForcibly().waitFor();
      }
      String name = "r" + round + "-";
      assertThat(kept().stream().filter(host -> host.startsWith(name)).count())
          .isGreaterThanOrEqualTo(before);
      try (Stream<Path> files = Files.list(file().getParent())) {
        assertThat(files.toList()).allSatisfy(AuthFileProcessesTest::requirePrivate);
      }
    }
    credentials().store("last", ANN);
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files)
          .extracting(f -> f.getFileName().toString())
          .containsExactlyInAnyOrder("config.json", ".config.json.lighter-lock");
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .as(file.toString())
        .isEqualTo("rw-------");
  }

  @Test
  void makesTheFileThatALinkLeadsTo() throws IOException {
    Path real = home.resolve("dotfiles/docker.json");
    Files.createDirectories(real.getParent());
    Files.createDirectories(file().getParent());
    Files.createSymbolicLink(home.resolve("dotfiles/link.json"), Path.of("docker.json"));
    Files.createSymbolicLink(file(), Path.of("../dotfiles/link.json"));
    credentials().store("a", ANN);
    assertThat(file()).isSymbolicLink();
    assertThat(real).isRegularFile();
    assertThat(kept()).containsExactly("a");
    requirePrivate(real);
  }

  @Test
  void leavesAnotherUsersFileToThatUser() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root writes others' files");
    credentials().store("a", ANN);
    Files.setAttribute(file(), "unix:uid", 65532);
    Files.setAttribute(file(), "unix:gid", 65532);
    credentials().store("b", ANN);
    assertThat(Files.readAttributes(file(), "unix:uid,gid"))
        .containsEntry("uid", 65532)
        .containsEntry("gid", 65532);
    requirePrivate(file());
  }
}
