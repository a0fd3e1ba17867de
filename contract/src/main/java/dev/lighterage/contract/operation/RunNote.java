package dev.lighterage.contract.operation;

import java.util.List;
import java.util.SortedSet;

/// What our runtime tells the run tool beyond CNAB: `custom["dev.lighterage"]` of the claim.
///
/// JSON: `{"contract": 1, "granted": ["mixin.operation"…], "mounts": [PATH…], "steps": [state…]}`.
/// `granted` is what policy allowed; the run tool starts nothing else. `steps` is where the last
/// run of this installation left each step.
public record RunNote(SortedSet<String> granted, List<String> mounts, List<StepState> steps) {
  public static final String KEY = "dev.lighterage";
}
