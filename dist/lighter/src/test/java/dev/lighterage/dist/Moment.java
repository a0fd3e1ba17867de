package dev.lighterage.dist;

/// A moment in the talk between a tool and a registry at which the tool is to be killed.
///
/// @param kind which kind of moment
/// @param ordinal the how-manieth of its kind in the run, from 0; only bodies of [#LARGE] bytes and
///   more count as bodies
/// @param thousandth for a body, how far into it: 1 to 999
record Moment(Kind kind, int ordinal, int thousandth) {
  /// Smaller bodies are one packet: there is no inside to be killed in.
  static final int LARGE = 64 << 10;

  enum Kind {
    /// A request has arrived and is not passed on yet.
    REQUEST,
    /// An answer has been passed on whole.
    ANSWER,
    /// Inside a blob on its way down.
    DOWN,
    /// Inside a blob on its way up.
    UP
  }

  boolean insideBlob() {
    return kind == Kind.DOWN || kind == Kind.UP;
  }

  /// After how many of `size` bytes: at least one, and not the last.
  long offset(long size) {
    return Math.clamp(size * thousandth / 1000, 1, size - 1);
  }
}
