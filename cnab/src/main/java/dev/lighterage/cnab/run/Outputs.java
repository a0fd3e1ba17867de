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
  /// is a problem and no value; so is what is missing and has no default.
  public static Outputs of(Bundle bundle, String action, RunOutcome outcome) {
    var check = new Check(new Definitions(bundle.definitions()), outcome);
    var values = new TreeMap<String, Bytes>();
    var problems = new ArrayList<String>();
    outcome.refused().forEach((name, why) -> problems.add(name + ": " + why));
    bundle
        .outputs()
        .forEach(
            (name, output) -> {
              if (!output.appliesTo(action)) {
                return;
              }
              Bytes left = outcome.outputs().get(name);
              Found found = left == null ? check.missing(name, output) : check.left(output, left);
              found.value().ifPresent(value -> values.put(name, value));
              found.problem().ifPresent(why -> problems.add(name + ": " + why));
            });
    return new Outputs(values, List.copyOf(problems));
  }

  /// A value, or what is wrong; neither where that was said already.
  private record Found(Optional<Bytes> value, Optional<String> problem) {
    private static final Found NOTHING = new Found(Optional.empty(), Optional.empty());

    private static Found of(Bytes value) {
      return new Found(Optional.of(value), Optional.empty());
    }

    private static Found wrong(String why) {
      return new Found(Optional.empty(), Optional.of(why));
    }
  }

  private record Check(Definitions definitions, RunOutcome outcome) {
    private static final String WRONG = "it is not what its definition asks for";

    /// [101.67]: the default, where there is one. What was left and refused is no reason to make up
    /// another value.
    private Found missing(String name, Output output) {
      if (outcome.refused().containsKey(name)) {
        return Found.NOTHING;
      }
      return definitions
          .preset(output.definition())
          .map(preset -> Found.of(Bytes.utf8(Definitions.text(preset))))
          .orElseGet(() -> Found.wrong("the run left no such output"));
    }

    /// Text of a string is taken as it is, whatever its bytes; anything else must be JSON
    /// ([101.69]).
    private Found left(Output output, Bytes left) {
      try {
        JsonValue value = definitions.read(output.definition(), left.text());
        List<Violation> found = definitions.check(output.definition(), value);
        return found.isEmpty()
            ? Found.of(left)
            : Found.wrong(WRONG + " (" + found.getFirst() + ")");
      } catch (Failure e) {
        return Found.wrong(WRONG + " (" + e.what() + ")");
      }
    }
  }
}
