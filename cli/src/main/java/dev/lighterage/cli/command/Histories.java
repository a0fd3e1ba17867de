package dev.lighterage.cli.command;

import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.oci.value.Failure;
import java.util.List;

/// Finds what was done to an installation.
final class Histories {
  private Histories() {}

  /// At least one operation, oldest first; fails with `NOT_FOUND` when there is no such
  /// installation.
  static List<Recorded> of(Installations installations, String name) {
    List<Recorded> history = installations.history(name);
    if (history.isEmpty()) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such installation", name);
    }
    return history;
  }
}
