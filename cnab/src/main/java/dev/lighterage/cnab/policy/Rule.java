package dev.lighterage.cnab.policy;

import java.util.List;

/// A rule of a policy file: what it allows and what it denies, whatever others allow.
record Rule(String id, Terms allow, Terms deny) {

  /// What a rule speaks of, by category; a category without terms speaks of nothing.
  record Terms(
      List<MixinTerm> mixins, List<Glob> artifacts, List<Glob> actions, List<MountTerm> mounts) {
    static final Terms NONE = new Terms(List.of(), List.of(), List.of(), List.of());
  }
}
