package dev.lighterage.cnab.state;

import java.util.List;
import java.util.Optional;

/// One operation as it was recorded: its claim and the results that followed, oldest first.
///
/// `interrupted` says that the last result promises more to come while the process that worked on
/// it is gone.
public record Recorded(Claim claim, List<Result> results, boolean interrupted) {

  /// The result that counts; empty when the work stopped between claim and first result.
  public Optional<Result> last() {
    return results.isEmpty() ? Optional.empty() : Optional.of(results.getLast());
  }

  /// Where it stands: that of the last result, `UNKNOWN` when it was interrupted.
  public Status status() {
    return interrupted ? Status.UNKNOWN : last().map(Result::status).orElse(Status.PENDING);
  }
}
