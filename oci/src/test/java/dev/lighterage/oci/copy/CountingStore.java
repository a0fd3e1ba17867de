package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A store that writes down each request and behaves like a repository of a registry: it mounts
/// only from stores of its kind, and refuses a manifest whose children it lacks.
class CountingStore implements Store {
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final Set<Digest> claimed = Collections.synchronizedSet(new HashSet<>());
  private final Store inner;

  CountingStore(Store inner) {
    this.inner = inner;
  }

  /// Says from now on that it has `digest`, as a cache with holes would.
  void claim(Digest digest) {
    claimed.add(digest);
  }

  List<String> requests(String verb) {
    return requests.stream().filter(r -> r.startsWith(verb + " ")).toList();
  }

  private void note(String verb, Object what) {
    requests.add(verb + " " + what);
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public Optional<Manifest> resolve(String tag) {
    note("resolve", tag);
    return inner.resolve(tag);
  }

  @Override
  public Optional<Manifest> manifest(Digest digest) {
    note("manifest", digest);
    return inner.manifest(digest);
  }

  @Override
  public Content blob(Descriptor descriptor) {
    note("blob", descriptor.digest());
    return inner.blob(descriptor);
  }

  @Override
  public List<Descriptor> referrers(Digest subject) {
    note("referrers", subject);
    return inner.referrers(subject);
  }

  @Override
  public List<String> tags() {
    note("tags", "");
    return inner.tags();
  }

  @Override
  public boolean has(Descriptor descriptor) {
    note("has", descriptor.digest());
    return claimed.contains(descriptor.digest()) || inner.has(descriptor);
  }

  @Override
  public boolean hasWhole(Descriptor manifest) {
    return has(manifest);
  }

  @Override
  public boolean mount(Descriptor blob, Source from) {
    if (!(from instanceof CountingStore other)) {
      return false;
    }
    note("mount", blob.digest());
    return inner.mount(blob, other.inner);
  }

  @Override
  public void push(Descriptor blob, Content content) {
    note("push", blob.digest());
    inner.push(blob, content);
  }

  @Override
  public void put(Manifest manifest) {
    note("put", manifest.descriptor().digest());
    requireChildren(manifest);
    inner.put(manifest);
  }

  @Override
  public void tag(Manifest manifest, String tag) {
    note("tag", manifest.descriptor().digest());
    requireChildren(manifest);
    inner.tag(manifest, tag);
  }

  private void requireChildren(Manifest manifest) {
    if (!manifest.children().stream().allMatch(inner::has)) {
      throw Failure.of(Failure.Kind.PROTOCOL, "registry refused the manifest", name())
          .with("code", "MANIFEST_BLOB_UNKNOWN");
    }
  }
}
