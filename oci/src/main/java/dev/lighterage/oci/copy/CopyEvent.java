package dev.lighterage.oci.copy;

import dev.lighterage.oci.model.Descriptor;

/// What happens in a copy, for whoever shows it. Events come from several threads at once and must
/// be taken quickly.
public sealed interface CopyEvent {
  /// Once per walk: what is not said to be at the target already; `bytes` are those of all blobs.
  record Found(int blobs, int manifests, long bytes) implements CopyEvent {}

  /// Bytes of `blob` up to `position` were read to be sent; it falls back when a request is
  /// repeated.
  record Sending(Descriptor blob, long position) implements CopyEvent {}

  /// A blob or manifest is at the target now.
  record Arrived(Descriptor what, How how) implements CopyEvent {}

  /// How it got there.
  enum How {
    SENT,
    MOUNTED,
    PRESENT
  }
}
