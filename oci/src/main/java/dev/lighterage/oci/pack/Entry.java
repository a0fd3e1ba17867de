package dev.lighterage.oci.pack;

/// What a header of an archive from outside says, as it says it; `target` is that of a link.
record Entry(String name, Type type, int mode, long size, String target) {
  enum Type {
    FILE,
    FOLDER,
    SYMBOLIC_LINK,
    HARD_LINK,
    /// A device, a fifo, or something that no tar knows.
    OTHER
  }
}
