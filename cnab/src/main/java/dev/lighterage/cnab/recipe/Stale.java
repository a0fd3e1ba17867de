package dev.lighterage.cnab.recipe;

/// Why a lock no longer fits its recipe: `part` is `runner`, `artifacts.NAME` or `images.NAME`.
public record Stale(String part, Why why) {
  /// What became of the part since the lock was written.
  public enum Why {
    /// The recipe has it and the lock does not.
    NEW,
    /// The recipe says something else than it did.
    CHANGED,
    /// The lock has it and the recipe does not.
    GONE
  }
}
