package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An artifact made from local files, not stored anywhere yet: its manifest and, by descriptor, the
/// content of config and layers.
///
/// `name` and `version` are those that the files themselves state (a chart's name and version, a
/// template's `contentVersion`); `files` is what goes in, sorted by path.
public record Packed(
    Manifest.Image manifest,
    Map<Descriptor, Content> blobs,
    Optional<String> name,
    Optional<String> version,
    List<PackedFile> files) {

  /// One file or folder that goes in: its path below the artifact's top, with `/`, a folder's
  /// ending in one; its size in bytes; whether its owner may execute it.
  public record PackedFile(String path, long size, boolean executable) {}

  public Packed {
    blobs = Collections.unmodifiableMap(new LinkedHashMap<>(blobs));
    files = List.copyOf(files);
  }
}
