package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.value.Digest;
import java.util.Map;
import java.util.Set;

/// What the caller knows about a copy, so that nobody is asked for it.
///
/// @param present digests that count as present at the target, manifests with all below them: for
///   example the children of the index that the tag names now. Should the target then refuse a
///   manifest for what it lacks, the copy is walked once more without any hint.
/// @param absent digests that the target cannot have yet, so that it is not asked before they are
///   sent: for example what was built just now
/// @param homes where a child and all below it can be found beside the source: blobs are mounted
///   from there if the target can, and content that the source lacks is read there
/// @param deep whether to trust no manifest that the target seems to have: each is stored again,
///   and each blob below it is asked for
public record Hints(
    Set<Digest> present, Set<Digest> absent, Map<Digest, Source> homes, boolean deep) {
  public static final Hints NONE = new Hints(Set.of(), Set.of(), Map.of(), false);

  public Hints {
    present = Set.copyOf(present);
    absent = Set.copyOf(absent);
    homes = Map.copyOf(homes);
  }

  public Hints withPresent(Set<Digest> digests) {
    return new Hints(digests, absent, homes, deep);
  }

  public Hints withAbsent(Set<Digest> digests) {
    return new Hints(present, digests, homes, deep);
  }

  public Hints withHomes(Map<Digest, Source> sources) {
    return new Hints(present, absent, sources, deep);
  }

  /// The same homes, and nothing else taken for granted.
  public Hints deeply() {
    return new Hints(Set.of(), Set.of(), homes, true);
  }
}
