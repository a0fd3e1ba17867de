package dev.lighterage.oci.serve;

import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.HttpSettings;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.registry.Registries;
import dev.lighterage.oci.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// A registry on loopback and our own client of it, in one process.
final class ServedRegistry implements AutoCloseable {
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final RegistryServer server;
  private final Http http = new Http(HttpSettings.ordinary());
  private final Registries registries;

  private ServedRegistry(Path root) {
    this.server =
        RegistryServer.start(
            root.resolve("registry"),
            ServeSettings.loopback().observedBy(a -> asked.add(a.toString())));
    this.registries = new Registries(http, Credentials.of(Environment.of(Map.of(), root)));
  }

  static ServedRegistry start(Path root) {
    return new ServedRegistry(root);
  }

  RegistryStore repository(String name) {
    return registries.repository(new Repository(server.authority(), name));
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
