package dev.lighterage.cnab.state;

import dev.lighterage.oci.value.Failure;
import java.util.Locale;

/// Where an operation stands: the status of a result, [400.5].
public enum Status {
  SUCCEEDED,
  FAILED,
  /// Stopped by the user.
  CANCELED,
  /// Not started yet.
  PENDING,
  RUNNING,
  /// It was started, and nobody saw how it ended.
  UNKNOWN;

  /// Whether nothing more is to come; `PENDING` and `RUNNING` are for a time only.
  public boolean ended() {
    return this != PENDING && this != RUNNING;
  }

  /// The word that a result holds.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a result's word, the spellings of older documents too ([400.5], [A4]); fails with
  /// `INVALID` for another.
  public static Status parse(String text) {
    return switch (text) {
      case "succeeded", "success" -> SUCCEEDED;
      case "failed", "failure" -> FAILED;
      case "canceled", "cancelled" -> CANCELED;
      case "pending", "starting" -> PENDING;
      case "running", "underway" -> RUNNING;
      case "unknown" -> UNKNOWN;
      case String other -> throw Failure.of(Failure.Kind.INVALID, "not a result's status", other);
    };
  }
}
