package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.SortedMap;

/// One kind of artifact: how it is packed, recognised, checked, shown and handed to a run.
///
/// Each kind is stored the way its own client stores it, so that both read each other's. What a
/// stored artifact *is*, its manifest says (`artifactType`, else the config's media type); a name
/// in a bundle never overrules that.
public interface Kind {
  /// What a recipe and a bundle call it: one lower-case word.
  String name();

  /// What a local source of this kind may be.
  Shape shape();

  /// What lies at a path that an author names.
  enum Shape {
    FILE,
    FOLDER,
    FILE_OR_FOLDER
  }

  /// Makes an artifact from what lies at `path`; the same input gives the same bytes whatever the
  /// place, time zone, locale, umask and order of listing.
  ///
  /// `scratch` is a folder for blobs that are made on the way; it must live until they are stored.
  /// Fails with [Failure.Kind#NOT_FOUND], [Failure.Kind#INVALID] for a source against the rules of
  /// its kind, [Failure.Kind#TOO_LARGE] or [Failure.Kind#STORAGE].
  Packed pack(Path path, Path scratch);

  /// Whether `manifest` says that it is of this kind; looks at types only.
  boolean recognises(Manifest.Image manifest);

  /// Fails with [Failure.Kind#INVALID] unless `manifest`, which is of this kind, can be handed
  /// over: the layers are there and have types that this kind knows.
  void check(Manifest.Image manifest);

  /// A few facts for people, by name: `chart`, `version`, `file` … Reads the config at most.
  SortedMap<String, String> show(Manifest.Image manifest, Source source);

  /// Writes into `folder`, which exists and is empty, exactly the files that a run gets. Content is
  /// verified; a path that leads out of `folder`, a link or a device is refused. Fails with
  /// [Failure.Kind#INVALID], [Failure.Kind#CORRUPT], [Failure.Kind#TOO_LARGE],
  /// [Failure.Kind#STORAGE], and what reading from `source` fails with.
  void unpack(Manifest.Image manifest, Source source, Path folder);
}
