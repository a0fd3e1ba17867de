package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;

/// A reference in a recipe: `kind` is `runner`, `image`, or the kind of the artifact.
public record Followed(String kind, Reference reference, Position at) {

  /// The digest of what the recipe says here: sha256 of canonical JSON `{"kind", "reference"}`. A
  /// lock keeps it, so that a changed recipe is noticed.
  public Digest part() {
    return Json.canonical(
            JsonObject.builder().put("kind", kind).put("reference", reference.toString()).build())
        .digest();
  }
}
