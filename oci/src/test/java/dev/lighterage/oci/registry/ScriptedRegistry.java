package dev.lighterage.oci.registry;

import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.http.FaultServer;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.http.TestTime;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/// A registry that answers by script, and a store that talks to it; nobody has a login.
abstract class ScriptedRegistry {
  static final Bytes BLOB = Samples.bytes(1, 5_000);
  static final Descriptor LAYER = Samples.blob(BLOB);
  static final Manifest IMAGE = Samples.image(LAYER, List.of(LAYER));

  final TestTime time = new TestTime();
  final FaultServer server = new FaultServer();
  final Http http = new Http(time.settings());
  final Registries registries =
      new Registries(http, Credentials.of(Environment.of(Map.of(), Path.of("/nowhere"))));
  final RegistryStore store = store("shop/web");

  @AfterEach
  void close() {
    http.close();
    server.close();
  }

  RegistryStore store(String name) {
    return registries.repository(new Repository(server.host(), name));
  }

  static Reply manifest(Manifest manifest) {
    return Reply.of(200)
        .header("Content-Type", manifest.descriptor().mediaType())
        .header("Docker-Content-Digest", manifest.descriptor().digest().toString())
        .body(manifest.bytes().toArray());
  }

  static Reply blob() {
    return Reply.of(200).header("Content-Type", "application/octet-stream").body(BLOB.toArray());
  }

  static String error(String code, String message) {
    return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
  }

  /// The failure that `work` ends in, which must be of `kind`.
  static Failure failure(Failure.Kind kind, Runnable work) {
    Failure failure = Assertions.catchThrowableOfType(Failure.class, work::run);
    Assertions.assertThat(failure).isNotNull();
    Assertions.assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    return failure;
  }
}
