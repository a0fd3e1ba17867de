package dev.lighterage.oci.pack;

/// How much a layer from outside may unpack to.
///
/// @param bytes of all files together
/// @param entries in the archive
/// @param entryBytes of one file
/// @param ratio of unpacked to packed bytes, once 16 MiB are unpacked: real files stay below 100,
///   gzip's worst is 1032
/// @param nameBytes of one name
public record Limits(long bytes, int entries, long entryBytes, int ratio, int nameBytes) {
  /// For charts, templates and folders of files. Ours; CVE-2025-32386 is the kind of thing it
  /// stops.
  public static final Limits ARTIFACT = new Limits(1L << 30, 50_000, 1L << 30, 200, 1024);

  /// For the layers of an image. Ours; the largest public base images have some 300 000 files.
  public static final Limits IMAGE = new Limits(64L << 30, 1_000_000, 32L << 30, 200, 4096);
}
