package dev.lighterage.contract.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A folder of the host that a run may write to: `host`, absolute, appears at `path` in the image.
public record Mount(String host, String path) {
  /// One of `mounts` that would appear inside another one, or where another one does. What lies in
  /// a granted folder is not ours: a link that a run has left there would lead the inner one
  /// anywhere.
  public static Optional<Mount> nested(List<Mount> mounts) {
    for (int inner = 0; inner < mounts.size(); inner++) {
      for (int outer = 0; outer < mounts.size(); outer++) {
        if (inner != outer
            && Path.of(mounts.get(inner).path()).startsWith(mounts.get(outer).path())) {
          return Optional.of(mounts.get(inner));
        }
      }
    }
    return Optional.empty();
  }
}
