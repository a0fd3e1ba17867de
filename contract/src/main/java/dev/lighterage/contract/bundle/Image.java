package dev.lighterage.contract.bundle;

import dev.lighterage.oci.value.Digest;
import java.util.Optional;
import java.util.SortedMap;

/// An invocation image, or a component in `images`: CNAB 101, "invocationImages" and "The Image
/// Map" ([101.12] to [101.28]).
///
/// `size` is in bytes and is that of the manifest, as cnab-to-oci writes it. `imageType` is `oci`
/// when the document has none ([101.15], [101.24]).
public record Image(
    String imageType,
    String image,
    Optional<Digest> contentDigest,
    Optional<Long> size,
    Optional<String> mediaType,
    SortedMap<String, String> labels,
    String description) {}
