package dev.lighterage.oci.copy;

/// What a copy did, counted.
///
/// @param blobsSent blobs whose bytes went to the target
/// @param blobsMounted blobs that the target took from another place of its own
/// @param blobsPresent blobs that were there, or were said to be
/// @param manifestsSent manifests that were stored, the root among them
/// @param manifestsPresent manifests that were there with all below them, or were said to be; a
///   root that only got its tag is one of them
/// @param bytesSent bytes of the blobs and manifests sent, each counted once
public record Copied(
    int blobsSent,
    int blobsMounted,
    int blobsPresent,
    int manifestsSent,
    int manifestsPresent,
    long bytesSent) {
  public static final Copied NOTHING = new Copied(0, 0, 0, 0, 0, 0);

  /// Whether all of it was there before.
  public boolean broughtNothing() {
    return blobsSent == 0 && blobsMounted == 0 && manifestsSent == 0;
  }

  /// Both together.
  public Copied plus(Copied other) {
    return new Copied(
        blobsSent + other.blobsSent,
        blobsMounted + other.blobsMounted,
        blobsPresent + other.blobsPresent,
        manifestsSent + other.manifestsSent,
        manifestsPresent + other.manifestsPresent,
        bytesSent + other.bytesSent);
  }
}
