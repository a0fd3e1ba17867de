package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.util.Optional;

/// Answers for manifests: HEAD, GET and PUT, by tag or digest.
///
/// Source: distribution-spec 1.1, "Pulling manifests" and "Pushing Manifests". Bytes are kept as
/// they come; a manifest whose children are not in the repository is refused.
final class Manifests {
  private final Repositories repositories;

  Manifests(Repositories repositories) {
    this.repositories = repositories;
  }

  void serve(Call call, Route.Manifests route) throws IOException {
    switch (call.method()) {
      case "GET", "HEAD" -> read(call, route);
      case "PUT" -> write(call, route);
      default -> throw Refusal.unsupported();
    }
  }

  private void read(Call call, Route.Manifests route) throws IOException {
    LayoutStore store = repositories.require(route.repository());
    Manifest manifest =
        find(store, route.reference())
            .orElseThrow(
                () -> new Refusal(404, "MANIFEST_UNKNOWN", "manifest unknown to registry"));
    Descriptor self = manifest.descriptor();
    call.set("Docker-Content-Digest", self.digest().toString());
    call.answer(200, self.mediaType(), manifest.bytes());
  }

  private static Optional<Manifest> find(LayoutStore store, String reference) {
    try {
      return isDigest(reference)
          ? store.manifest(Digests.require(reference))
          : store.resolve(reference);
    } catch (Failure own) {
      throw Refusal.ofOwn(own);
    }
  }

  /// A tag has no colon.
  private static boolean isDigest(String reference) {
    return reference.indexOf(':') >= 0;
  }

  private void write(Call call, Route.Manifests route) throws IOException {
    Optional<Digest> digest =
        isDigest(route.reference())
            ? Optional.of(Digests.require(route.reference()))
            : Optional.empty();
    Manifest manifest = parse(call, digest);
    Digest found = manifest.descriptor().digest();
    if (digest.isPresent() && !found.equals(digest.get())) {
      throw new Refusal(400, "DIGEST_INVALID", "manifest has another digest: " + found);
    }
    if (digest.isEmpty()) {
      Reference.requireTag(route.reference());
    }
    requireChildren(repositories.find(route.repository()), manifest);
    LayoutStore store = repositories.create(route.repository());
    if (digest.isPresent()) {
      store.put(manifest);
    } else {
      store.tag(manifest, route.reference());
    }
    manifest.subject().ifPresent(s -> call.set("OCI-Subject", s.digest().toString()));
    call.set("Location", "/v2/" + route.repository() + "/manifests/" + found)
        .set("Docker-Content-Digest", found.toString())
        .answer(201);
  }

  private static Manifest parse(Call call, Optional<Digest> digest) throws IOException {
    Bytes bytes = body(call);
    Digest.Algorithm algorithm = digest.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
    try {
      String type =
          call.header("Content-Type")
              .map(header -> header.replaceFirst(";.*", "").strip())
              .or(() -> Manifest.sniff(bytes))
              .orElse("");
      return Manifest.read(type, bytes, algorithm);
    } catch (Failure invalid) {
      throw new Refusal(400, "MANIFEST_INVALID", invalid.getMessage());
    }
  }

  private static Bytes body(Call call) throws IOException {
    byte[] bytes = call.body().readNBytes(Manifest.MAX_BYTES + 1);
    if (bytes.length > Manifest.MAX_BYTES) {
      throw new Refusal(413, "SIZE_INVALID", "manifest over " + Manifest.MAX_BYTES + " bytes");
    }
    return Bytes.of(bytes);
  }

  private static void requireChildren(Optional<LayoutStore> store, Manifest manifest) {
    for (Descriptor child : manifest.children()) {
      if (store.filter(s -> s.has(child)).isEmpty()
          && !MediaTypes.isNonDistributable(child.mediaType())) {
        throw new Refusal(
            400, "MANIFEST_BLOB_UNKNOWN", "manifest refers to what is not here: " + child.digest());
      }
    }
  }
}
