package dev.lighterage.oci.layout;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `index.json` says: which names stand for which manifests, and which manifests are listed
/// without a name.
final class Tags {
  /// image-spec 1.1, annotations.md; it counts on descriptors of `index.json` only.
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final IndexFile index;

  Tags(IndexFile index) {
    this.index = index;
  }

  void initialise() throws IOException {
    index.initialise();
  }

  /// What `tag` names; two different manifests under one name are refused, since tools differ in
  /// which they take.
  Optional<Descriptor> find(String tag) throws IOException {
    List<Descriptor> all =
        index.entries().stream()
            .filter(entry -> isNamed(entry, tag))
            .map(Descriptor::read)
            .map(Descriptor::bare)
            .distinct()
            .toList();
    if (all.size() > 1) {
      throw Failure.of(Failure.Kind.INVALID, "layout gives one tag to several manifests", tag)
          .with("found", all.stream().map(d -> d.digest().toString()).sorted().toList());
    }
    return all.stream().findFirst();
  }

  /// The descriptor that lists `digest`, with a name or without.
  Optional<Descriptor> find(Digest digest) throws IOException {
    return index.entries().stream()
        .filter(entry -> isOf(entry, digest))
        .findFirst()
        .map(Descriptor::read)
        .map(Descriptor::bare);
  }

  /// All listed descriptors whose digest is one that we know to verify.
  List<Descriptor> listed() throws IOException {
    return index.entries().stream()
        .filter(entry -> entry.findString("digest").flatMap(Digest::find).isPresent())
        .map(Descriptor::read)
        .toList();
  }

  List<String> names() throws IOException {
    return index.entries().stream()
        .flatMap(entry -> name(entry).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Lists `manifest` without a name, unless it is listed so already.
  void list(Manifest manifest) throws IOException {
    index.update(
        entries -> {
          var changed = new ArrayList<JsonObject>(entries);
          if (entries.stream().noneMatch(e -> isOf(e, digest(manifest)) && name(e).isEmpty())) {
            changed.add(manifest.descriptor().toJson());
          }
          return changed;
        });
  }

  /// Lets `tag` name `manifest` and nothing else. A descriptor that names it already stays as it
  /// is, with what others noted on it.
  void move(String tag, Manifest manifest) throws IOException {
    index.update(
        entries -> {
          var changed = new ArrayList<JsonObject>();
          boolean there = false;
          for (JsonObject entry : entries) {
            boolean stays = !isNamed(entry, tag) || (isOf(entry, digest(manifest)) && !there);
            if (stays) {
              changed.add(entry);
            }
            there |= stays && isNamed(entry, tag);
          }
          if (!there) {
            changed.add(named(manifest, tag));
          }
          return changed;
        });
  }

  private static JsonObject named(Manifest manifest, String tag) {
    return manifest.descriptor().withAnnotations(Map.of(REF_NAME, tag)).toJson();
  }

  private static Digest digest(Manifest manifest) {
    return manifest.descriptor().digest();
  }

  private static boolean isOf(JsonObject entry, Digest digest) {
    return entry.findString("digest").equals(Optional.of(digest.toString()));
  }

  private static boolean isNamed(JsonObject entry, String tag) {
    return name(entry).equals(Optional.of(tag));
  }

  private static Optional<String> name(JsonObject entry) {
    return entry.findObject("annotations").flatMap(a -> a.findString(REF_NAME));
  }
}
