package dev.lighterage.contract.bundle;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a bundle of ours says about its artifacts and steps: the value of
/// `custom["dev.lighterage"]`.
///
/// JSON: `{"version": 1, "artifacts": {NAME: {"kind", "follows"?}}, "actions": {ACTION: [step…]}}`.
/// Names are keys of `images`, which alone holds digests. `actions` has what was written and what
/// was derived alike, so a reader derives nothing; `derived` names the latter.
public record Lighterage(
    SortedMap<String, Artifact> artifacts,
    SortedMap<String, List<Step>> actions,
    List<String> derived) {
  public static final String KEY = "dev.lighterage";

  /// The only version of this key so far.
  public static final int VERSION = 1;

  /// How a component is meant: its kind, and the reference that is followed when the bundle is
  /// built again, if it is not pinned for good.
  public record Artifact(String kind, Optional<String> follows) {}
}
