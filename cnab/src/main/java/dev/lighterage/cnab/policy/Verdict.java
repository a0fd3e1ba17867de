package dev.lighterage.cnab.policy;

import dev.lighterage.contract.operation.Mount;
import java.util.List;
import java.util.SortedSet;

/// What policy says of a bundle, over all its actions.
///
/// The same facts and policy give the same verdict, findings in the same order.
public sealed interface Verdict {
  /// The policy that was asked: `built-in` or the file's path.
  String policy();

  /// It may run: these operations (`mixin.operation`) and no other, with these folders of the host.
  /// `network` says whether some mixin in use reaches out. `notes` say by which grants, for people.
  record Allowed(
      String policy,
      SortedSet<String> granted,
      List<Mount> mounts,
      boolean network,
      List<String> notes)
      implements Verdict {}

  /// It may not, for each of these reasons; at least one.
  record Denied(String policy, List<Finding> findings) implements Verdict {}
}
