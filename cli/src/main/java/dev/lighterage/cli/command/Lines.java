package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cnab.app.Act;
import dev.lighterage.cnab.app.TagMove;
import dev.lighterage.oci.copy.Copied;

/// Sentences that several commands print.
final class Lines {
  private Lines() {}

  static String of(Copied copied) {
    return copied.blobsSent()
        + (copied.blobsSent() == 1 ? " blob sent (" : " blobs sent (")
        + Sizes.of(copied.bytesSent())
        + "), "
        + copied.blobsMounted()
        + " mounted, "
        + copied.blobsPresent()
        + " present";
  }

  /// A step: its id, what it calls, and on what.
  static String of(Act step) {
    String on = step.artifacts().isEmpty() ? "" : " on " + String.join(", ", step.artifacts());
    return step.id() + ": " + step.call() + on;
  }

  /// What became of a tag.
  static String of(TagMove move) {
    if (move.from().isEmpty()) {
      return "new      " + move.name();
    }
    return move.moved()
        ? "moved    " + move.name() + "  (was " + move.from().get().brief() + ")"
        : "as it was " + move.name();
  }
}
