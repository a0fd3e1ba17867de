package dev.lighterage.contract.operation;

/// A folder of the host that a run may write to: `host`, absolute, appears at `path` in the image.
public record Mount(String host, String path) {}
