package dev.lighterage.cnab.app;

import dev.lighterage.cnab.index.BundleIndex;
import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.HttpSettings;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.registry.Registries;
import dev.lighterage.oci.serve.Asked;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// A registry on loopback that writes down what it is asked, with verbs that talk to it, for tests.
final class Wharf implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Runnable> stalled = new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final Path folder;
  private final RegistryServer server;
  private final Http http = new Http(HttpSettings.ordinary());
  final Stores stores;
  final Relock relock;
  final Build build;
  final Push push;

  Wharf(Path folder) {
    this.folder = folder;
    this.server =
        RegistryServer.start(
            folder.resolve("registry"), ServeSettings.loopback().observedBy(this::note));
    var credentials = Credentials.of(Environment.of(Map.of(), folder));
    this.stores = new Stores(new Registries(http, credentials));
    this.relock = new Relock(stores, InstantSource.fixed(NOW));
    this.build = new Build(relock);
    this.push = new Push(stores, new Copier(4, _ -> {}));
  }

  private void note(Asked request) {
    asked.add(request.toString());
    Runnable then = stalled.get(request.toString());
    if (then != null) {
      then.run();
      closed.join();
    }
  }

  /// Leaves `request`, a method and a target, without an answer for as long as this is open; `then`
  /// is done when it arrives.
  void stall(String request, Runnable then) {
    stalled.put(request, then);
  }

  /// What was sent and received, from the beginning.
  Traffic.Snapshot traffic() {
    return http.traffic().snapshot();
  }

  String host() {
    return server.authority();
  }

  Repository repository(String name) {
    return Repository.parse(host() + "/" + name);
  }

  Reference.Tagged tagged(String name, String tag) {
    return new Reference.Tagged(repository(name), tag);
  }

  /// What was asked since the last call.
  List<String> asked() {
    var all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  /// Writes a file below the folder, `@HOST@` replaced by the registry's.
  Path write(String file, String text) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text.replace("@HOST@", host()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Built build(Path recipe) {
    return build.run(new Build.Request(recipe, Optional.empty()));
  }

  Push.Done push(Built built, String repository) {
    return push.run(new Push.Request(built, tagged(repository, built.tag()), false));
  }

  /// Puts a definition that no recipe gives, and its index, under `tag` of a repository that holds
  /// the bundle's images already.
  void publish(Bundle bundle, Reference.Tagged at) {
    PublishedBundle published = BundleIndex.of(bundle);
    Store store = stores.repository(at.repository());
    store.push(published.config().config(), Content.of(bundle.bytes()));
    store.put(published.config());
    store.tag(published.index(), at.tag());
  }

  /// Takes one manifest away from the registry's disk.
  void lose(Reference.Pinned lost) throws IOException {
    Path repository = folder.resolve("registry").resolve(lost.repository().name());
    try (var all = Files.walk(repository)) {
      Files.delete(all.filter(f -> f.endsWith(lost.digest().hex())).findFirst().orElseThrow());
    }
  }

  /// Takes away from the registry's disk all that lies in the repository but the manifest itself.
  void loseAllBut(Reference.Pinned kept) throws IOException {
    Path repository = folder.resolve("registry").resolve(kept.repository().name());
    List<Path> blobs;
    try (var all = Files.walk(repository)) {
      blobs =
          all.filter(Files::isRegularFile)
              .filter(path -> path.toString().contains("/blobs/sha256/"))
              .filter(path -> !path.endsWith(kept.digest().hex()))
              .toList();
    }
    if (blobs.isEmpty()) {
      throw new IllegalStateException("nothing to lose in " + repository);
    }
    for (Path blob : blobs) {
      Files.delete(blob);
    }
  }

  /// Pushes an image with these mixins in its inventory and a layer of `layerBytes` under `name:1`.
  void runner(String name, int layerBytes, String... mixins) {
    Store store = stores.repository(repository(name));
    var layer = new byte[layerBytes];
    new Random(7).nextBytes(layer);
    var descriptors = new ArrayList<JsonObject>();
    descriptors.add(blob(store, MediaTypes.OCI_LAYER_GZIP, Bytes.of(layer)).toJson());
    Inventory inventory =
        Inventory.of(
            java.util.Arrays.stream(mixins)
                .map(m -> Mixin.read(Json.readObject(Bytes.utf8(m))))
                .toList());
    JsonObject config =
        JsonObject.builder()
            .put("architecture", Platform.current().architecture())
            .put("os", "linux")
            .put(
                "config",
                JsonObject.builder()
                    .put(
                        "Labels",
                        JsonObject.of(
                            Map.of(Inventory.LABEL, Json.canonical(inventory.toJson()).text())))
                    .build())
            .build();
    Descriptor configBlob = blob(store, MediaTypes.OCI_CONFIG, Json.canonical(config));
    JsonObject manifest =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_MANIFEST)
            .put("config", configBlob.toJson())
            .put("layers", JsonArray.of(descriptors))
            .build();
    store.tag(Manifest.read(MediaTypes.OCI_MANIFEST, Json.canonical(manifest)), "1");
    asked();
  }

  private static Descriptor blob(Store store, String mediaType, Bytes bytes) {
    Descriptor descriptor = Descriptor.of(mediaType, bytes);
    store.push(descriptor, Content.of(bytes));
    return descriptor;
  }

  @Override
  public void close() {
    closed.complete(true);
    http.close();
    server.close();
  }
}
