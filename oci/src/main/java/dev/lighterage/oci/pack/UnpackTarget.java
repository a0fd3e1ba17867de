package dev.lighterage.oci.pack;

import java.io.IOException;

/// Where the entries of an archive from outside are put: [Tree] or [RootFolder].
sealed interface UnpackTarget permits Tree, RootFolder {
  /// Makes what `entry` says, its data read from `archive`. Fails with `INVALID` for an entry that
  /// is not wanted here, `STORAGE` when the disk refuses, and with the archive's `IOException`.
  void put(Entry entry, TarReader archive) throws IOException;
}
