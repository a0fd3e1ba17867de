package dev.lighterage.oci.content;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;

/// Where content is written to: one repository of a registry, or one layout folder.
///
/// Whatever is under a digest is whole: content appears in one step after its size and digest were
/// verified. Failures: those of [Source], and `CORRUPT` when what was given is not what its
/// descriptor says, `STORAGE` when the disk refuses.
public interface Target {
  String name();

  /// Whether the blob or manifest is here.
  boolean has(Descriptor descriptor);

  /// Whether the manifest counts as here with everything below it, so that a copy need not look
  /// below. A layout looks, since it takes manifests without their children (and blobs that no
  /// registry must hold may be lacking, [MediaTypes#isNonDistributable]). A registry is asked for
  /// the manifest alone: it refuses a manifest whose children it lacks.
  boolean hasWhole(Descriptor manifest);

  /// Makes a blob that `from` has appear here without sending its bytes; `false` when that cannot
  /// be done here and the bytes must be sent.
  boolean mount(Descriptor blob, Source from);

  /// Stores a blob; bytes that are there already are not sent again by those who ask [#has] first.
  void push(Descriptor blob, Content content);

  /// Stores a manifest under its digest; what it refers to must be here.
  void put(Manifest manifest);

  /// Stores a manifest and lets `tag` name it, in one step.
  void tag(Manifest manifest, String tag);
}
