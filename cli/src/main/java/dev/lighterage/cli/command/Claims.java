package dev.lighterage.cli.command;

import dev.lighterage.cnab.state.Claim;
import java.time.temporal.ChronoUnit;

/// What cells of a table say of a claim.
final class Claims {
  /// As many hex digits as of other digests.
  private static final int BRIEF = 12;

  private Claims() {}

  /// When it was made, to the second.
  static String when(Claim claim) {
    return claim.created().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The bundle's name and version.
  static String bundle(Claim claim) {
    return claim.bundle().findString("name").orElse("-")
        + " "
        + claim.bundle().findString("version").orElse("-");
  }

  /// The bundle's digest in brief, as far as its reference has one.
  static String digest(Claim claim) {
    String reference = claim.bundleReference().orElse("");
    String hex = reference.substring(reference.lastIndexOf(':') + 1);
    return reference.contains("@") ? hex.substring(0, Math.min(BRIEF, hex.length())) : "-";
  }
}
