package dev.lighterage.cnab.kind;

import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;

/// Which files of a chart stay out of its package: `.helmignore` with Helm's own meaning, which is
/// not git's, and Helm's one default.
///
/// Source: Helm 3.22, pkg/ignore/rules.go. A line is trimmed; empty ones and those that begin with
/// `#` say nothing; `**` is refused. `!` at the beginning takes the rule's opposite: what does
/// *not* match is ignored. `/` at the end fits folders only (and, after `!`, ignores every file). A
/// pattern with a `/` elsewhere is held against the path from the chart's top, one without against
/// the last name. A folder that is ignored takes with it what it holds.
final class HelmIgnore {
  /// `AddDefaults`.
  private static final String DEFAULT = "templates/.?*";

  private final List<Rule> rules;

  private record Rule(GoGlob pattern, boolean negated, boolean foldersOnly, boolean wholePath) {

    boolean fits(String path) {
      return pattern.matches(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
    }
  }

  private HelmIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  /// Reads the text of a `.helmignore`, empty when there is none; `subject` names it in a failure.
  static HelmIgnore read(String subject, String text) {
    var rules = new ArrayList<Rule>();
    String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : (whole + "\n" + DEFAULT).lines().toList()) {
      String rule = line.strip();
      if (!rule.isEmpty() && !rule.startsWith("#")) {
        rules.add(rule(subject, rule));
      }
    }
    return new HelmIgnore(List.copyOf(rules));
  }

  private static Rule rule(String subject, String text) {
    if (text.contains("**")) {
      throw invalid(subject, text).with("why", "** is not supported by Helm");
    }
    if (GoGlob.parse(text).isEmpty()) {
      throw invalid(subject, text);
    }
    boolean negated = text.startsWith("!");
    String rest = negated ? text.substring(1) : text;
    boolean foldersOnly = rest.endsWith("/");
    rest = foldersOnly ? rest.substring(0, rest.length() - 1) : rest;
    boolean wholePath = rest.contains("/");
    String pattern = rest.startsWith("/") ? rest.substring(1) : rest;
    GoGlob glob = GoGlob.parse(pattern).orElseThrow(() -> invalid(subject, text));
    return new Rule(glob, negated, foldersOnly, wholePath);
  }

  /// Whether `path`, with `/` and relative to the chart's top, stays out.
  boolean ignores(String path, boolean folder) {
    for (Rule rule : rules) {
      boolean wrongShape = rule.foldersOnly && !folder;
      boolean out = rule.negated ? wrongShape || !rule.fits(path) : !wrongShape && rule.fits(path);
      if (out) {
        return true;
      }
    }
    return false;
  }

  private static Failure invalid(String subject, String rule) {
    return Failure.of(Failure.Kind.INVALID, "not a pattern of .helmignore", subject)
        .with("found", rule);
  }
}
