package dev.lighterage.cnab.policy;

import dev.lighterage.contract.operation.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The policy where no file is; see [Policy#builtIn].
record BuiltInPolicy(boolean allowExec) implements Policy {
  @Override
  public String name() {
    return "built-in";
  }

  @Override
  public Verdict judge(Facts facts) {
    var findings = new ArrayList<>(Compatibility.check(facts));
    var commands = new TreeSet<String>();
    for (Use use : Use.all(facts)) {
      if (use.arbitrary() && allowExec) {
        commands.add(use.call());
      } else if (use.arbitrary()) {
        findings.add(
            new Finding(
                "built-in",
                use.where(),
                use.call() + " may run arbitrary commands",
                "granting that (--allow-exec), or a policy file that allows it"));
      }
    }
    return Verdict.of(name(), facts, findings, notes(facts, commands));
  }

  private static List<String> notes(Facts facts, TreeSet<String> commands) {
    var notes = new ArrayList<String>();
    notes.add(
        "there is no policy file; the built-in policy allows all but arbitrary commands and folders"
            + " of the host");
    commands.forEach(call -> notes.add("--allow-exec grants " + call));
    for (Mount mount : facts.mounts()) {
      notes.add("--mount grants " + mount.host() + " at " + mount.path());
    }
    return notes;
  }
}
