package dev.lighterage.cnab.state;

import dev.lighterage.oci.content.Content;
import java.util.Optional;

/// An installation taken for one operation: the only way to write about it.
///
/// Order: [#begin], then [#log], [#output] and [#record] as often as wanted; the last result is one
/// that has ended. Each stores whole or not at all. Failures: `STORAGE`.
public interface Hold extends AutoCloseable {
  /// The last operation when it was taken; empty for the first. An interrupted one has been given
  /// the result `unknown` by then ([400.5]).
  Optional<Recorded> last();

  /// A new identifier, a ULID: it sorts after every claim and result of the installation, also
  /// where the clock went back since or those were made by a machine whose clock is ahead.
  String nextId();

  /// Stores the claim together with its first result, in one step: from here on the operation is on
  /// record.
  void begin(Claim claim, Result running);

  /// Adds a line to the log of the operation; what passes the log's limit is left out and the log
  /// says so.
  void log(String line);

  /// Stores the value of an output and answers what the result is to say of it.
  Result.Stored output(String name, Content content);

  /// Stores a result of the operation: how far it came, or how it ended.
  void record(Result result);

  /// Gives the installation back.
  @Override
  void close();
}
