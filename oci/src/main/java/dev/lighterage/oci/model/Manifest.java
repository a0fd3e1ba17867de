package dev.lighterage.oci.model;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// A manifest as OCI uses the word: an image manifest or an index, with the bytes it came from.
///
/// Whatever is copied is copied as [#bytes()]; the parsed form beside it is never written back.
/// Docker's schema 2 manifest and list are read as the same two shapes. Source: image-spec 1.1,
/// manifest.md and image-index.md.
public sealed interface Manifest {
  /// 4 MiB, distribution-spec 1.1, "Pushing manifests": what a registry should take at least.
  int MAX_BYTES = 4 << 20;

  /// Media type, digest and size of the manifest itself.
  Descriptor descriptor();

  Bytes bytes();

  Optional<Descriptor> subject();

  SortedMap<String, String> annotations();

  /// What kind of thing this is: its `artifactType`, else, for an image, its config's media type.
  Optional<String> artifactType();

  /// Everything this refers to and cannot do without, in the order written: config and layers, or
  /// the manifests of an index. The subject is not among them.
  List<Descriptor> children();

  /// A manifest with a config and layers.
  record Image(
      Descriptor descriptor,
      Bytes bytes,
      Optional<String> declaredType,
      Descriptor config,
      List<Descriptor> layers,
      Optional<Descriptor> subject,
      SortedMap<String, String> annotations)
      implements Manifest {
    @Override
    public Optional<String> artifactType() {
      return declaredType.or(() -> Optional.of(config.mediaType()));
    }

    @Override
    public List<Descriptor> children() {
      return Stream.concat(Stream.of(config), layers.stream()).toList();
    }
  }

  /// A manifest that lists manifests.
  record Index(
      Descriptor descriptor,
      Bytes bytes,
      Optional<String> artifactType,
      List<Descriptor> manifests,
      Optional<Descriptor> subject,
      SortedMap<String, String> annotations)
      implements Manifest {
    @Override
    public List<Descriptor> children() {
      return manifests;
    }
  }

  /// Reads `bytes` as a manifest of `mediaType`, the type that a registry's answer or a descriptor
  /// gave. A `mediaType` member that says otherwise is refused, since two readers would see two
  /// things. Fails with [Failure.Kind#INVALID], [Failure.Kind#TOO_LARGE] or
  /// [Failure.Kind#UNSUPPORTED].
  static Manifest read(String mediaType, Bytes bytes) {
    return read(mediaType, bytes, Digest.Algorithm.SHA256);
  }

  /// The same for a manifest whose digest is of `algorithm`.
  static Manifest read(String mediaType, Bytes bytes, Digest.Algorithm algorithm) {
    if (bytes.size() > MAX_BYTES) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "manifest over the limit", bytes.digest().toString())
          .with("limit", MAX_BYTES + " bytes");
    }
    JsonObject json = Json.readObject(bytes);
    json.findString("mediaType")
        .filter(own -> !own.equals(mediaType))
        .ifPresent(own -> rejectOtherType(bytes, mediaType, own));
    var self = Descriptor.of(mediaType, bytes.digest(algorithm), bytes.size());
    if (MediaTypes.isImage(mediaType)) {
      return image(self, bytes, json);
    }
    if (MediaTypes.isIndex(mediaType)) {
      return index(self, bytes, json);
    }
    throw Failure.of(Failure.Kind.INVALID, "not a manifest", bytes.digest().toString())
        .with("media type", mediaType);
  }

  /// The media type of a manifest that came without one: what its `mediaType` member says, else
  /// OCI's by its shape (image-spec 1.1: beside `schemaVersion`, `config` makes an image and
  /// `manifests` an index); empty when it is neither. Fails with [Failure.Kind#INVALID] when
  /// `bytes` are no JSON object.
  static Optional<String> sniff(Bytes bytes) {
    JsonObject json = Json.readObject(bytes);
    Optional<String> own = json.findString("mediaType");
    if (own.isPresent()) {
      return own.filter(MediaTypes::isManifest);
    }
    // A config has a member `config` too, and no schema version.
    if (json.find("schemaVersion").isEmpty()) {
      return Optional.empty();
    }
    if (json.find("manifests").isPresent()) {
      return Optional.of(MediaTypes.OCI_INDEX);
    }
    return json.find("config").map(_ -> MediaTypes.OCI_MANIFEST);
  }

  private static void rejectOtherType(Bytes bytes, String expected, String own) {
    throw Failure.of(Failure.Kind.INVALID, "manifest of two media types", bytes.digest().toString())
        .with("served as", expected)
        .with("says", own);
  }

  /// CVE-2021-41190: a document of both shapes would be an image to one reader and an index to
  /// another.
  private static void rejectBoth(Descriptor self, JsonObject json, String foreign) {
    if (json.find(foreign).isPresent()) {
      throw Failure.of(
              Failure.Kind.INVALID, "manifest of two shapes in one", self.digest().toString())
          .with("media type", self.mediaType())
          .with("unexpected", foreign);
    }
  }

  private static Image image(Descriptor self, Bytes bytes, JsonObject json) {
    rejectBoth(self, json, "manifests");
    return new Image(
        self,
        bytes,
        json.findString("artifactType"),
        Descriptor.read(json.object("config")),
        json.findArray("layers").map(a -> a.objects(Descriptor::read)).orElse(List.of()),
        json.findObject("subject").map(Descriptor::read),
        Descriptor.annotations(json));
  }

  private static Index index(Descriptor self, Bytes bytes, JsonObject json) {
    rejectBoth(self, json, "config");
    rejectBoth(self, json, "layers");
    return new Index(
        self,
        bytes,
        json.findString("artifactType"),
        json.array("manifests").objects(Descriptor::read),
        json.findObject("subject").map(Descriptor::read),
        Descriptor.annotations(json));
  }
}
