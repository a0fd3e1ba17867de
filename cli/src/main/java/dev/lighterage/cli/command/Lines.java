package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cnab.app.Act;
import dev.lighterage.cnab.app.TagMove;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.http.Traffic;
import java.util.Locale;

/// Sentences that several commands print.
final class Lines {
  private Lines() {}

  /// Which way the content of a copy went, as seen from this machine.
  enum Way {
    SENT,
    FETCHED,
    /// From a layout to a layout.
    COPIED
  }

  static String of(Copied copied, Way way) {
    String moved =
        copied.blobsSent()
            + (copied.blobsSent() == 1 ? " blob " : " blobs ")
            + way.name().toLowerCase(Locale.ROOT)
            + " ("
            + Sizes.of(copied.bytesSent())
            + "), ";
    return switch (way) {
      case SENT, COPIED ->
          moved + copied.blobsMounted() + " mounted, " + copied.blobsPresent() + " present";
      case FETCHED -> moved + copied.blobsPresent() + " present";
    };
  }

  /// How often somebody was asked.
  static String requests(Traffic.Snapshot traffic) {
    return traffic.requests() + (traffic.requests() == 1 ? " request" : " requests");
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
