package dev.lighterage.cnab.run;

/// How much a run may take and leave behind, in bytes: `scratch` for everything it writes inside
/// its root, `output` for one output, `outputs` for all of them, `line` for one line of its log.
public record Limits(long scratch, long output, long outputs, int line) {
  /// Ours: memory holds scratch and outputs, and a laptop has 8 GiB.
  public static final Limits USUAL = new Limits(1L << 30, 16L << 20, 64L << 20, 16 << 10);
}
