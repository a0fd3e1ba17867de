package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a user gives, for tests, put together piece by piece.
final class Given {
  private final TreeMap<String, String> parameters = new TreeMap<>();
  private final TreeMap<String, CredentialSource> credentials = new TreeMap<>();
  private final TreeMap<String, String> environment = new TreeMap<>();
  private JsonObject file = JsonObject.of(Map.of());
  private JsonObject earlier = JsonObject.of(Map.of());
  private List<String> remembered = List.of();

  /// A bundle with these members, JSON, beside what every bundle has.
  static Bundle bundle(String members) {
    return Bundle.read(
        Bytes.utf8(
            """
            {"schemaVersion": "v1.2.0", "name": "shop", "version": "1.0.0",
             "invocationImages": [{"image": "registry.example/r@sha256:%s",
                                   "contentDigest": "sha256:%s"}], %s}
            """
                .formatted("0".repeat(64), "0".repeat(64), members)));
  }

  Given parameter(String name, String text) {
    parameters.put(name, text);
    return this;
  }

  Given file(String json) {
    file = Json.readObject(Bytes.utf8(json));
    return this;
  }

  Given earlier(String json, String... names) {
    earlier = Json.readObject(Bytes.utf8(json));
    remembered = List.of(names);
    return this;
  }

  Given credential(String name, String variable, String value) {
    credentials.put(name, new CredentialSource.FromVariable(variable));
    environment.put(variable, value);
    return this;
  }

  Given credential(String name, Path path) {
    credentials.put(name, new CredentialSource.FromFile(path));
    return this;
  }

  Given credential(String name, String source) {
    credentials.put(name, CredentialSource.parse(source));
    return this;
  }

  Inputs to(Bundle bundle, String action) {
    var supplied = new Supplied(parameters, file, earlier, new TreeSet<>(remembered), credentials);
    return Inputs.resolve(bundle, action, supplied, environment);
  }
}
