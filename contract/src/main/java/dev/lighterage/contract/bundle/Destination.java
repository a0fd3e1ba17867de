package dev.lighterage.contract.bundle;

import java.util.Optional;

/// Where a parameter or credential reaches the run tool: a variable, a file, or both ([101.37],
/// [101.43]). At least one is present.
public record Destination(Optional<String> env, Optional<String> path) {}
