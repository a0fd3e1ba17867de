package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Style;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cnab.policy.Finding;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.contract.operation.Mount;

/// A verdict for people.
final class Verdicts {
  private Verdicts() {}

  static Text text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> allowed(allowed);
      case Verdict.Denied denied -> denied(denied);
    };
  }

  private static Text allowed(Verdict.Allowed verdict) {
    Text all = Text.of(Style.GOOD, "allowed").plus(" by policy " + verdict.policy() + "\n");
    all = all.plus("  operations: " + String.join(", ", verdict.granted()) + "\n");
    for (Mount mount : verdict.mounts()) {
      all = all.plus("  folder: " + mount.host() + " at " + mount.path() + "\n");
    }
    all = all.plus("  network: " + (verdict.network() ? "yes" : "no") + "\n");
    for (String note : verdict.notes()) {
      all = all.plus("  note: " + note + "\n");
    }
    return all;
  }

  private static Text denied(Verdict.Denied verdict) {
    Text all = Text.of(Style.BAD, "denied").plus(" by policy " + verdict.policy() + "\n");
    for (Finding finding : verdict.findings()) {
      all =
          all.plus("  " + finding.where() + ": " + finding.fact() + "\n")
              .plus("    rule: " + finding.rule() + "\n")
              .plus("    would change it: " + finding.change() + "\n");
    }
    return all;
  }
}
