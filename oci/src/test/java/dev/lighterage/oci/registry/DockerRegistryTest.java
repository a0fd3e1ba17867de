package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.auth.Login;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.content.StoreContract;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.HttpSettings;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A repository of docker-registry 2.8 keeps what every store keeps; it has no referrers API.
@Timeout(60)
class DockerRegistryTest extends StoreContract {
  /// `ann:s3cret`, bcrypt.
  private static final String HTPASSWD =
      "ann:$2b$04$FopPZQc8znDsuve4y.NBKel8fwj/HFVE3OJrnB3iO11Akj8hrZQNS";

  @TempDir private Path folder;
  private final Http http = new Http(HttpSettings.ordinary());
  private DockerRegistry registry;
  private Registries registries;

  @BeforeAll
  static void requireProgram() {
    assumeTrue(DockerRegistry.program().isPresent(), "this machine has no docker-registry");
  }

  @BeforeEach
  void start() throws IOException {
    registry = DockerRegistry.start(folder);
    registries = registries();
  }

  private Registries registries() {
    return new Registries(http, Credentials.of(Environment.of(Map.of(), folder)));
  }

  @AfterEach
  void stop() {
    http.close();
    registry.close();
  }

  private RegistryStore repository(String name) {
    return registries.repository(new Repository(registry.host(), name));
  }

  @Override
  protected Store store() {
    return repository("shop/one");
  }

  @Override
  protected Store sibling() {
    return repository("shop/two");
  }

  @Override
  protected Optional<Path> file(Descriptor blob) {
    return Optional.empty();
  }

  @Test
  void saysWhichChildrenAreMissing() {
    Descriptor absent = Samples.blob(Samples.bytes(100, 10));
    assertThatThrownBy(() -> store().put(Samples.image(absent, List.of())))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.PROTOCOL);
              assertThat(f.facts()).containsEntry("code", "MANIFEST_BLOB_UNKNOWN");
            });
  }

  @Test
  void keepsBlobNamedBySha512() {
    Bytes bytes = Samples.bytes(101, 1_000);
    var blob = Descriptor.of("a/b", bytes.digest(Digest.Algorithm.SHA512), 1_000);
    store().push(blob, Content.of(bytes));
    assertThat(store().has(blob)).isTrue();
  }

  @Test
  void pushesBlobInTwoRequestsAndImageInFive() {
    Traffic.Snapshot before = http.traffic().snapshot();
    Manifest image = Samples.pushImage(store(), 102);
    Traffic.Snapshot used = http.traffic().snapshot().since(before);
    assertThat(used.requests()).isEqualTo(5);
    assertThat(used.bytesUp()).isEqualTo(5_100 + image.bytes().size());
  }

  @Test
  void knowsWhoAsks() throws IOException {
    registry.close();
    Path users = Files.writeString(folder.resolve("users"), HTPASSWD + "\n");
    registry = DockerRegistry.start(folder, "auth: {htpasswd: {realm: test, path: " + users + "}}");
    registries = registries();
    assertThatThrownBy(() -> store().tags())
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNAUTHORIZED));
    assertThatThrownBy(() -> login("wrong"))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNAUTHORIZED));
    login("s3cret");
    registries = registries();
    Manifest image = Samples.pushImage(store(), 103);
    store().tag(image, "v1");
    assertThat(store().tags()).containsExactly("v1");
  }

  private void login(String password) {
    registries.login(registry.host(), new Login.Password("ann", Secret.of(password)));
  }
}
