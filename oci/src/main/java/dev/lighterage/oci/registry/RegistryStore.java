package dev.lighterage.oci.registry;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Digest;
import java.util.List;
import java.util.Optional;

/// One repository of a registry.
///
/// No request is made that is not needed: none before the first real one, no HEAD before a GET, no
/// look after a PUT. Beyond the failures of [Source] and [dev.lighterage.oci.content.Target], a
/// registry's own error is `PROTOCOL` with the facts `status`, `code` and `message`: a manifest
/// whose children it lacks has the code `MANIFEST_BLOB_UNKNOWN`. Source: distribution-spec 1.1.
public final class RegistryStore implements Store {
  private final Endpoint endpoint;
  private final Manifests manifests;
  private final Uploads uploads;
  private final Referrers referrers;

  RegistryStore(Endpoint endpoint, Traits traits) {
    this.endpoint = endpoint;
    this.manifests = new Manifests(endpoint);
    this.uploads = new Uploads(endpoint);
    this.referrers = new Referrers(endpoint, manifests, traits);
  }

  public Repository repository() {
    return endpoint.repository();
  }

  @Override
  public String name() {
    return endpoint.repository().toString();
  }

  @Override
  public Optional<Manifest> resolve(String tag) {
    Reference.requireTag(tag);
    return manifests.tagged(tag);
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    return manifests.pinned(digest);
  }

  @Override
  public Content blob(Descriptor descriptor) {
    return new RemoteBlob(endpoint, descriptor);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    return referrers.of(subject);
  }

  @Override
  public List<String> tags() {
    return new TagList(endpoint).all();
  }

  @Override
  public boolean has(Descriptor descriptor) {
    return MediaTypes.isManifest(descriptor.mediaType())
        ? manifests.has(descriptor.digest())
        : uploads.has(descriptor);
  }

  @Override
  public boolean hasWhole(Descriptor manifest) {
    return manifests.has(manifest.digest());
  }

  /// Mounts from another repository of the same registry. Where the registry begins an upload
  /// instead, the next [#push] of that blob goes on with it.
  @Override
  public boolean mount(Descriptor blob, Source from) {
    return from instanceof RegistryStore other
        && other.endpoint.base().equals(endpoint.base())
        && !other.repository().equals(repository())
        && uploads.mount(blob, other.endpoint);
  }

  @Override
  public void push(Descriptor blob, Content content) {
    uploads.push(blob, content);
  }

  @Override
  public void put(Manifest manifest) {
    referrers.list(manifest, manifests.put(manifest, manifest.descriptor().digest().toString()));
  }

  @Override
  public void tag(Manifest manifest, String tag) {
    Reference.requireTag(tag);
    referrers.list(manifest, manifests.put(manifest, tag));
  }
}
