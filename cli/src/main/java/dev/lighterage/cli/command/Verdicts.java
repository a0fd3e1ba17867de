package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Style;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cnab.app.Permit;
import dev.lighterage.cnab.policy.Finding;
import dev.lighterage.cnab.policy.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A verdict for people.
final class Verdicts {
  private Verdicts() {}

  /// The whole verdict.
  static Text text(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Allowed allowed -> {
        String operations = String.join(", ", allowed.granted());
        yield lines(grants(allowed)).plus("  operations: " + operations + "\n");
      }
      case Verdict.Denied denied -> lines(denied(denied));
    };
  }

  /// What an operator is to know before anything runs: by which policy it may, with what, and what
  /// `action` will do. Line by line, without line breaks.
  static List<Text> before(Permit permit, String action) {
    var all = new ArrayList<Text>(grants(permit.verdict()));
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

  private static Text lines(List<Text> all) {
    return all.stream().map(Text::line).reduce(Text.empty(), Text::plus);
  }

  /// The notes name each folder of the host with what grants it.
  private static List<Text> grants(Verdict.Allowed verdict) {
    var all = new ArrayList<Text>();
    all.add(Text.of(Style.GOOD, "allowed").plus(" by policy " + verdict.policy()));
    verdict.notes().forEach(note -> all.add(Text.of("  " + note)));
    all.add(Text.of("  network: " + (verdict.network() ? "yes" : "no")));
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
