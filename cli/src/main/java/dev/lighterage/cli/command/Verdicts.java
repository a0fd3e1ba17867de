package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Style;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cnab.app.Permit;
import dev.lighterage.cnab.policy.Finding;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.contract.operation.Mount;
import java.util.ArrayList;
import java.util.List;

/// A verdict for people.
final class Verdicts {
  private Verdicts() {}

  static Text text(Verdict verdict) {
    return lines(verdict).stream().map(Text::line).reduce(Text.empty(), Text::plus);
  }

  /// The same line by line, without line breaks.
  static List<Text> lines(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> allowed(allowed);
      case Verdict.Denied denied -> denied(denied);
    };
  }

  /// What is granted, and then what will run: for an operator, before it does.
  static List<Text> lines(Permit permit, String action) {
    var all = new ArrayList<Text>(allowed(permit.verdict()));
    all.add(Text.of(action));
    if (permit.plan().isEmpty()) {
      all.add(Text.of("  whatever the invocation image does; the bundle does not say"));
    }
    for (Permit.Planned step : permit.plan()) {
      String leftOut = step.leftOut().map(why -> " (left out: " + why + ")").orElse("");
      all.add(Text.of("  " + Lines.of(step.act()) + leftOut));
    }
    return all;
  }

  private static List<Text> allowed(Verdict.Allowed verdict) {
    var all = new ArrayList<Text>();
    all.add(Text.of(Style.GOOD, "allowed").plus(" by policy " + verdict.policy()));
    all.add(Text.of("  operations: " + String.join(", ", verdict.granted())));
    for (Mount mount : verdict.mounts()) {
      all.add(Text.of("  folder: " + mount.host() + " at " + mount.path()));
    }
    all.add(Text.of("  network: " + (verdict.network() ? "yes" : "no")));
    verdict.notes().forEach(note -> all.add(Text.of("  note: " + note)));
    return all;
  }

  private static List<Text> denied(Verdict.Denied verdict) {
    var all = new ArrayList<Text>();
    all.add(Text.of(Style.BAD, "denied").plus(" by policy " + verdict.policy()));
    for (Finding finding : verdict.findings()) {
      all.add(Text.of("  " + finding.where() + ": " + finding.fact()));
      all.add(Text.of("    rule: " + finding.rule()));
      all.add(Text.of("    would change it: " + finding.change()));
    }
    return all;
  }
}
