package dev.lighterage.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Auth files that nobody wrote by hand: whatever is in them is read or refused in words, and never
/// quoted.
class AuthFileGeneratedTest {
  private static final String SECRET = "hunter2hunter2";

  @TempDir private Path folder;

  private static String sample() {
    String auth =
        Base64.getEncoder().encodeToString(("ada:" + SECRET).getBytes(StandardCharsets.UTF_8));
    return """
    {"auths": {"https://index.docker.io/v1/": {"auth": "%s"},
               "registry.example.com": {"username": "ada", "password": "%s"},
               "registry.example.com/team": {"identitytoken": "%s"},
               "other.example.com": {"registrytoken": "%s"}},
     "HttpHeaders": {"User-Agent": "Docker-Client"}, "detachKeys": "ctrl-e,e"}
    """
        .formatted(auth, SECRET, SECRET, SECRET);
  }

  @Test
  void readsOrRefusesWhatWasDamagedAndQuotesNoSecret() throws IOException {
    var random = new Random(1729);
    Path file = folder.resolve("config.json");
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = sample().getBytes(StandardCharsets.UTF_8);
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      for (String registry : new String[] {"docker.io", "registry.example.com"}) {
        try {
          Optional<Login> _ = new AuthFile(file).find(registry, "team/app");
        } catch (Failure e) {
          refused++;
          assertThat(e.kind()).isEqualTo(Failure.Kind.INVALID);
          assertThat(e.getMessage()).contains(file.toString()).doesNotContain("hunter2");
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void keepsWhatItDoesNotKnowWhenItStoresAndErases() throws IOException {
    var random = new Random(42);
    Path file = folder.resolve("config.json");
    for (int round = 0; round < 200; round++) {
      Files.writeString(file, sample());
      JsonObject before = Json.readObject(Bytes.of(Files.readAllBytes(file)));
      String host = "r" + random.nextInt(50) + ".example.com:" + (1 + random.nextInt(65_535));
      var login = new Login.Password("u" + random.nextInt(), Secret.of("p:" + random.nextInt()));
      var auth = new AuthFile(file);

      auth.store(host, login);

      assertThat(auth.find(host, "any/repository")).contains(login);
      assertThat(auth.find("registry.example.com", "team/app"))
          .contains(new Login.IdentityToken(Secret.of(SECRET)));
      assertThat(auth.erase(host)).isTrue();
      assertThat(Json.readObject(Bytes.of(Files.readAllBytes(file)))).isEqualTo(before);
    }
  }
}
