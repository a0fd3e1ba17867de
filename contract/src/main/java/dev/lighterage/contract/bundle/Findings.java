package dev.lighterage.contract.bundle;

import java.util.ArrayList;
import java.util.List;

/// Findings as they are collected.
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  void error(String rule, String path, String why) {
    all.add(new Finding(rule, Finding.Level.ERROR, path, why));
  }

  void warning(String rule, String path, String why) {
    all.add(new Finding(rule, Finding.Level.WARNING, path, why));
  }

  /// An error unless `right`.
  void require(boolean right, String rule, String path, String why) {
    if (!right) {
      error(rule, path, why);
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
