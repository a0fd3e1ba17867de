package dev.lighterage.cnab.policy;

import dev.lighterage.contract.operation.Mount;
import java.nio.file.Path;
import java.util.Optional;

/// Folders of the host that a rule speaks of: one (`/srv/shop`) or all below one (`/srv/**`), at
/// one path in the image (`/srv/shop:/data`) or at any.
record MountTerm(Path folder, boolean below, Optional<String> path) {

  /// Whether a rule that allows this allows `mount`.
  boolean covers(Mount mount) {
    Path host = Path.of(mount.host());
    boolean inside = below ? host.startsWith(folder) && !host.equals(folder) : host.equals(folder);
    return inside && path.map(mount.path()::equals).orElse(true);
  }

  /// Whether a rule that denies this denies `mount`: also when the mount would show the folder from
  /// above.
  boolean meets(Mount mount) {
    return covers(mount) || (path.isEmpty() && folder.startsWith(Path.of(mount.host())));
  }
}
