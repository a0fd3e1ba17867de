package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.auth.Login;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.http.TestContent;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistriesTest extends ScriptedRegistry {
  private static final Login ANN = new Login.Password("ann", Secret.of("s3cret"));

  @TempDir private Path home;

  private Registries withHome() {
    return new Registries(http, Credentials.of(Environment.of(Map.of(), home)));
  }

  private Reply basic(dev.lighterage.oci.http.FaultServer.Seen seen) {
    return "Basic YW5uOnMzY3JldA==".equals(seen.headers().get("Authorization"))
        ? Reply.json(200, "{}")
        : Reply.json(401, error("UNAUTHORIZED", "who?"))
            .header("WWW-Authenticate", "Basic realm=\"r\"");
  }

  @Test
  void isTheSameStoreForTheSameRepository() {
    assertThat(store("shop/web")).isSameAs(store);
    assertThat(store("shop/api")).isNotSameAs(store);
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void keepsALoginThatIsTaken() {
    server.on("GET /v2/", this::basic).on("GET /v2/shop/web/tags/list?n=1000", this::basic);
    Registries mine = withHome();
    assertThat(mine.login(server.host(), ANN)).endsWith("config.json");
    assertThat(server.seen()).hasSize(2);
    assertThat(mine.repository(new Repository(server.host(), "shop/web")).tags()).isEmpty();
    assertThat(mine.logout(server.host())).isTrue();
    assertThat(mine.logout(server.host())).isFalse();
    failure(
        Failure.Kind.UNAUTHORIZED,
        () -> withHome().repository(new Repository(server.host(), "shop/web")).tags());
  }

  @Test
  void keepsNoLoginThatIsRefused() {
    server.on("GET /v2/", this::basic);
    Login wrong = new Login.Password("ann", Secret.of("other"));
    failure(Failure.Kind.UNAUTHORIZED, () -> withHome().login(server.host(), wrong));
    assertThat(home.resolve(".docker")).doesNotExist();
  }

  @Test
  void answersOneChallengeForAWholeWalk() {
    server
        .on("GET /v2/", this::basic)
        .on("GET /v2/shop/web/tags/list?n=1000", this::basic)
        .on("GET /v2/shop/api/tags/list?n=1000", this::basic);
    Registries mine = withHome();
    mine.login(server.host(), ANN);
    int before = server.seen().size();
    mine.repository(new Repository(server.host(), "shop/web")).tags();
    mine.repository(new Repository(server.host(), "shop/api")).tags();
    mine.repository(new Repository(server.host(), "shop/api")).tags();
    assertThat(server.seen()).hasSize(before + 4);
  }

  @Test
  void streamsLargeBlobsBothWays() throws Exception {
    long size = 64 << 20;
    Content content = TestContent.zeros(size);
    var hash = Digest.Algorithm.SHA256.start();
    try (InputStream in = content.open(0)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    var blob = Descriptor.of("a/b", Digest.finish(Digest.Algorithm.SHA256, hash), size);
    server
        .on("POST /v2/shop/web/blobs/uploads/", Reply.of(202).header("Location", "/u"))
        .on("PUT /u?digest=" + blob.digest(), Reply.of(201))
        .on(
            "GET /v2/shop/web/blobs/" + blob.digest(),
            Reply.of(200).repeated(new byte[1 << 20], 64));
    store.push(blob, content);
    assertThat(server.last().length()).isEqualTo(size);
    Verified.copy(blob, store.blob(blob), OutputStream.nullOutputStream());
    var counted = http.traffic().snapshot();
    assertThat(counted.bytesUp()).isEqualTo(size);
    assertThat(counted.bytesDown()).isEqualTo(size);
    assertThat(counted.requests()).isEqualTo(3);
  }
}
