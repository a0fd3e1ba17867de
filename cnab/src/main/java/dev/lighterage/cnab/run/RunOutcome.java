package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Bytes;
import java.util.Optional;
import java.util.SortedMap;

/// How a run ended: its exit code (128 + the signal that killed it, [103.2]), whether the user
/// stopped it, the outputs that it left and that were wanted, and its step report.
///
/// `refused` says of each output that was there and could not be taken, by name, why not: a link,
/// no file, over the limit.
public record RunOutcome(
    int exitCode,
    boolean canceled,
    SortedMap<String, Bytes> outputs,
    SortedMap<String, String> refused,
    Optional<Bytes> steps) {}
