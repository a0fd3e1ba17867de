package dev.lighterage.cnab.policy;

import dev.lighterage.contract.operation.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A policy of a file: what no rule allows is denied, and what a rule denies stays denied whatever
/// others allow. Rules have no order.
record WrittenPolicy(String name, List<Rule> rules) implements Policy {
  @Override
  public Verdict judge(Facts facts) {
    var judgement =
        new Judgement(this, new ArrayList<>(Compatibility.check(facts)), new TreeSet<>());
    judgement.action(facts);
    Use.all(facts).forEach(judgement::mixin);
    facts.artifacts().forEach(judgement::artifact);
    facts.mounts().forEach(judgement::mount);
    return Verdict.of(name, facts, judgement.findings, List.copyOf(judgement.notes));
  }

  /// The findings and notes of one verdict as they come together.
  private record Judgement(WrittenPolicy policy, List<Finding> findings, TreeSet<String> notes) {

    void action(Facts facts) {
      Predicate<Rule.Terms> speaks =
          terms -> terms.actions().stream().anyMatch(glob -> glob.matches(facts.action()));
      weigh(new Subject(facts.bundle(), "the action " + facts.action(), "actions"), speaks, speaks);
    }

    void mixin(Use use) {
      Predicate<Rule.Terms> speaks =
          terms -> terms.mixins().stream().anyMatch(term -> term.matches(use));
      String more = use.arbitrary() ? ", which may run arbitrary commands," : "";
      weigh(new Subject(use.where(), use.call() + more, "mixins"), speaks, speaks);
    }

    /// An artifact is allowed for what it is: its type, or else every layer in it.
    void artifact(String component, Facts.Artifact artifact) {
      Predicate<Rule.Terms> allows =
          terms ->
              has(terms, artifact.type())
                  || (!artifact.layers().isEmpty()
                      && artifact.layers().stream().allMatch(type -> has(terms, type)));
      Predicate<Rule.Terms> denies =
          terms ->
              has(terms, artifact.type())
                  || artifact.layers().stream().anyMatch(type -> has(terms, type));
      String what = "the type " + artifact.type();
      weigh(new Subject("artifact " + component, what, "artifacts"), allows, denies);
    }

    private static boolean has(Rule.Terms terms, String type) {
      return terms.artifacts().stream().anyMatch(glob -> glob.matches(type));
    }

    void mount(Mount mount) {
      weigh(
          new Subject(
              "mount " + mount.host() + ":" + mount.path(),
              "the folder " + mount.host() + " of the host at " + mount.path(),
              "host.mounts"),
          terms -> terms.mounts().stream().anyMatch(term -> term.covers(mount)),
          terms -> terms.mounts().stream().anyMatch(term -> term.meets(mount)));
    }

    private void weigh(
        Subject subject, Predicate<Rule.Terms> allows, Predicate<Rule.Terms> denies) {
      boolean allowed = false;
      boolean denied = false;
      for (Rule rule : policy.rules) {
        if (denies.test(rule.deny())) {
          denied = true;
          findings.add(
              new Finding(
                  rule.id(),
                  subject.where,
                  subject.what + " is denied",
                  "rule "
                      + rule.id()
                      + " of "
                      + policy.name
                      + " without this under deny."
                      + subject.category));
        } else if (allows.test(rule.allow())) {
          allowed = true;
          notes.add("rule " + rule.id() + " allows " + subject.what);
        }
      }
      if (!allowed && !denied) {
        findings.add(
            new Finding(
                "no match",
                subject.where,
                "no rule allows " + subject.what,
                "a rule in " + policy.name + " with it under allow." + subject.category));
      }
    }
  }

  /// What is weighed: where it stands, in words, and the category of rules that speaks of it.
  private record Subject(String where, String what, String category) {}
}
