package dev.lighterage.contract.mixin;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One operation of a mixin: always one argument vector to one program of the image.
///
/// An element of `argv` or a value of `env` may hold `${inputs.NAME}`; the element stays one
/// argument whatever the value is. An element that is nothing but `${inputs.NAME...}` becomes one
/// argument per item of a list input. An element that names an optional input without a value is
/// left out, and so is the flag before it when the two are written as a group (a JSON array inside
/// `argv`). `files` gives inputs to the program as files. `exitCodes` names the meaning of each
/// good or special exit code; a code that it lacks is a failure, 0 is always good.
public record Operation(
    String description,
    SortedMap<String, Input> inputs,
    List<Argument> argv,
    SortedMap<String, String> env,
    SortedMap<String, InputFile> files,
    SortedMap<Integer, ExitMeaning> exitCodes,
    SortedMap<String, OutputRule> outputs,
    Optional<String> upgrade,
    Optional<String> uninstall) {

  /// A group of argument templates that stands or falls together; most groups are one element.
  public record Argument(List<String> templates) {}

  /// An input's value written as a file whose path the program gets as `${files.NAME}`.
  public record InputFile(String input, Format format) {
    /// How the value is written.
    public enum Format {
      JSON,
      YAML,
      TEXT
    }
  }

  /// What an exit code means, and whether the step is done then.
  public record ExitMeaning(String meaning, boolean done) {}
}
