package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Output;
import dev.lighterage.contract.schema.Definitions;
import dev.lighterage.contract.schema.Violation;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The outputs of one operation: values by name, those that have a default and were not left behind
/// included, and what is wrong with them, one sentence each ([101.67], [101.68]).
public record Outputs(SortedMap<String, Bytes> values, List<String> problems) {

  /// The paths of the outputs that `action` yields, by name; what a driver is asked for.
  public static SortedMap<String, String> wanted(Bundle bundle, String action) {
    var all = new TreeMap<String, String>();
    bundle
        .outputs()
        .forEach(
            (name, output) -> {
              if (output.appliesTo(action)) {
                all.put(name, output.path());
              }
            });
    return all;
  }

  /// Holds what a run left behind to the bundle. What is of another type than its definition says
  /// is a problem and no value; what is missing and has no default is one where the run was to
  /// yield it.
  public static Outputs of(Bundle bundle, String action, RunOutcome outcome) {
    var definitions = new Definitions(bundle.definitions());
    var values = new TreeMap<String, Bytes>();
    var problems = new ArrayList<>(outcome.refused());
    bundle
        .outputs()
        .forEach(
            (name, output) -> {
              if (!output.appliesTo(action)) {
                return;
              }
              Bytes left = outcome.outputs().get(name);
              Optional<String> problem =
                  left == null
                      ? preset(definitions, name, output, values, outcome)
                      : problem(definitions, name, output, left);
              problem.ifPresent(problems::add);
              if (left != null && problem.isEmpty()) {
                values.put(name, left);
              }
            });
    return new Outputs(values, List.copyOf(problems));
  }

  private static Optional<String> preset(
      Definitions definitions,
      String name,
      Output output,
      SortedMap<String, Bytes> values,
      RunOutcome outcome) {
    Optional<JsonValue> preset = definitions.preset(output.definition());
    if (preset.isPresent()) {
      values.put(name, Bytes.utf8(Definitions.text(preset.get())));
      return Optional.empty();
    }
    boolean said = outcome.refused().stream().anyMatch(why -> why.startsWith(name + ": "));
    return said ? Optional.empty() : Optional.of(name + ": the run left no such output");
  }

  /// Text of a string is taken as it is, whatever its bytes; anything else must be JSON ([101.69]).
  private static Optional<String> problem(
      Definitions definitions, String name, Output output, Bytes left) {
    try {
      JsonValue value = definitions.read(output.definition(), left.text());
      List<Violation> found = definitions.check(output.definition(), value);
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(
              name + ": it is not what its definition asks for (" + found.getFirst() + ")");
    } catch (Failure e) {
      return Optional.of(name + ": it is not what its definition asks for (" + e.what() + ")");
    }
  }
}
