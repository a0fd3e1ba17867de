package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Digest;

/// What came out of a layer: the digest of the archive, its entries, and the bytes of its files.
public record Unpacked(Digest diffId, int entries, long bytes) {}
