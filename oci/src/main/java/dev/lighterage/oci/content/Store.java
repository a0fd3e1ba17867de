package dev.lighterage.oci.content;

/// One place that can be read and written: a repository of a registry, or a layout folder.
public interface Store extends Source, Target {
  /// What this place can do beyond the plain verbs, asked once and remembered.
  Abilities can();

  /// Optional abilities: `mount` between repositories, `referrers` by their own endpoint (else by
  /// the referrers tag), `ranges` when opening a blob at an offset costs no re-read.
  record Abilities(boolean mount, boolean referrers, boolean ranges) {}
}
