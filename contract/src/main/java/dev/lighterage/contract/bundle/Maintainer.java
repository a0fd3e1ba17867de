package dev.lighterage.contract.bundle;

import java.util.Optional;

/// Who looks after the bundle ([101.11]; the schema demands the name).
public record Maintainer(String name, Optional<String> email, Optional<String> url) {}
