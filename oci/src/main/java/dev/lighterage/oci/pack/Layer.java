package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;

/// Packed files.
///
/// @param descriptor what a manifest says of the layer
/// @param diffId digest of the archive before it was compressed (image-spec 1.1, config.md, "Layer
///   DiffID")
/// @param content the bytes; a large one lies in the folder that it was packed into
public record Layer(Descriptor descriptor, Digest diffId, Content content) {}
