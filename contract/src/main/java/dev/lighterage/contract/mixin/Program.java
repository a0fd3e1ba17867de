package dev.lighterage.contract.mixin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How an operation is done: always one argument vector to one program of the image, never a line
/// for a shell.
///
/// `exitCodes` gives the meaning of good and of special exit codes; a code that it lacks is a
/// failure, and 0 is good whether it is listed or not. `outputs` has a rule for each output of the
/// operation.
public record Program(
    List<Argument> argv,
    SortedMap<String, Template<Placeholder.OfDescriptor>> env,
    SortedMap<String, InputFile> files,
    SortedMap<Integer, ExitMeaning> exitCodes,
    SortedMap<String, OutputRule> outputs) {

  /// One or more elements of the argument vector that stand or fall together: when one of them
  /// names an input without a value, all are left out. Each element stays one argument whatever the
  /// value is, but for one that is nothing but `${inputs.NAME...}`: it becomes one argument for
  /// each item of a list.
  public record Argument(List<Template<Placeholder.OfDescriptor>> templates) {}

  /// An input's value written to a file, whose path the program gets as `${files.NAME}`.
  public record InputFile(String input, Format format) {
    /// How the value is written. JSON: `json`, `yaml`, `text`.
    public enum Format {
      JSON,
      YAML,
      TEXT
    }
  }

  /// What an exit code means, whether the step is done then, and whether it may have changed
  /// anything; a step that changed nothing stands where it stood before.
  public record ExitMeaning(String meaning, boolean done, boolean changed) {}

  /// The meaning of `exitCode`; empty when it is a failure without a name.
  public Optional<ExitMeaning> meaning(int exitCode) {
    Optional<ExitMeaning> listed = Optional.ofNullable(exitCodes.get(exitCode));
    return exitCode == 0
        ? listed.or(() -> Optional.of(new ExitMeaning("done", true, true)))
        : listed;
  }
}
