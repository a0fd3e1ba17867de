package dev.lighterage.cnab.yaml;

/// How large a document may be, in bytes; how deep it may nest; how many nodes it may have, aliases
/// written out; and how long one number may be, in characters. Ours: far above any recipe seen.
record YamlLimits(int bytes, int depth, int nodes, int numberLength) {
  static final YamlLimits DOCUMENT = new YamlLimits(1 << 20, 64, 100_000, 400);
}
