package dev.lighterage.oci.content;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Digest;
import java.util.List;
import java.util.Optional;

/// Where content is read from: one repository of a registry, or one layout folder.
///
/// Failures: `UNAUTHORIZED`, `FORBIDDEN`, `UNREACHABLE`, `PROTOCOL`, `TOO_LARGE`, `CORRUPT`,
/// `INVALID` for documents against their format, `STORAGE` for a folder that cannot be read.
public interface Source {
  /// The name of this place for people: `registry.example.com/shop` or the folder's path.
  String name();

  /// What `tag` names now, read and verified in one request; empty when there is no such tag.
  Optional<Manifest> resolve(String tag);

  /// The manifest with this digest, verified; empty when it is not here.
  Optional<Manifest> manifest(Digest digest);

  /// The blob behind `descriptor`, opened when it is read; its bytes are not verified yet. A
  /// missing blob shows as a failure of kind `NOT_FOUND` when it is opened.
  Content blob(Descriptor descriptor);

  /// Manifests here whose subject is `subject` (distribution-spec 1.1, "Listing referrers", with
  /// the referrers tag where the registry has no such endpoint).
  List<Descriptor> referrers(Digest subject);

  /// All tags, sorted.
  List<String> tags();
}
