package dev.lighterage.cnab.state;

import dev.lighterage.oci.content.Content;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All installations of one user or team, and what is kept of each.
///
/// Failures: `INVALID` for a name that no installation may have or a record that cannot be read,
/// `STORAGE` when the place refuses, `BUSY` as said below. Reading needs no hold and disturbs none.
public interface Installations {
  /// The name of every installation, in order; those that were uninstalled too.
  List<String> names();

  Optional<Installation> find(String name);

  /// The operations of an installation, oldest first; empty when there is none of that name.
  List<Recorded> history(String name);

  /// What is known of each output that some operation stored, by name; the last value counts.
  default SortedMap<String, Result.Stored> outputs(String name) {
    var all = new TreeMap<String, Result.Stored>();
    for (Recorded each : history(name)) {
      each.results().forEach(result -> all.putAll(result.outputs()));
    }
    return all;
  }

  /// The value that the output last had, whichever operation yielded it.
  Optional<Content> output(String name, String output);

  /// What the run of a claim said; empty when it said nothing.
  Optional<Content> log(String name, String claimId);

  /// Takes the installation for one operation; others are refused until the hold is closed or its
  /// process dies. Fails with `BUSY`, with who holds it, when it is taken.
  Hold hold(String name, String action);
}
