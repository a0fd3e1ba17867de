package dev.lighterage.cnab.index;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import java.util.List;
import java.util.SortedMap;

/// A bundle as it is stored: its index, its config manifest, its definition, and the descriptors of
/// what they refer to.
///
/// `invocations` has one descriptor per invocation image, in the order of the index; `components`
/// are by name. `notes` say what a reader tolerated: entries of a kind that CNAB does not have.
public record PublishedBundle(
    Manifest.Index index,
    Manifest.Image config,
    Bundle bundle,
    List<Descriptor> invocations,
    SortedMap<String, Descriptor> components,
    List<String> notes) {

  /// The invocation image that runs here: the first ([101.14]).
  public Descriptor invocation() {
    return invocations.getFirst();
  }

  /// Where each image reference of the definition lies now that the bundle is in `repository`: CNAB
  /// 103, "Image Relocation" ([103.33]).
  public SortedMap<String, String> relocationMapping(Repository repository) {
    return RelocationMapping.of(this, repository);
  }
}
