package dev.lighterage.cnab.state;

import java.time.Instant;
import java.util.Optional;

/// An installation at a glance: its last operation, and who works on it now.
public record Installation(
    String name, Instant created, Recorded last, Optional<Holder> holder, int operations) {

  /// Whether the last operation was an uninstall that succeeded, so that nothing stands any more.
  public boolean uninstalled() {
    return last.claim().action().equals("uninstall") && last.status() == Status.SUCCEEDED;
  }
}
