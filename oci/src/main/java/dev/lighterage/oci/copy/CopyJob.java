package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Target;
import dev.lighterage.oci.model.Manifest;
import java.util.Optional;

/// One copy to be made: everything below `root`, then `root` itself, under a tag or by its digest
/// alone.
public record CopyJob(
    Source source, Target target, Manifest root, Optional<String> tag, Hints hints) {
  public static CopyJob of(Source source, Target target, Manifest root) {
    return new CopyJob(source, target, root, Optional.empty(), Hints.NONE);
  }

  /// The same, and `tag` names the root at the end, in the request that stores it.
  public CopyJob tagged(String name) {
    return new CopyJob(source, target, root, Optional.of(name), hints);
  }

  public CopyJob with(Hints known) {
    return new CopyJob(source, target, root, tag, known);
  }
}
