package dev.lighterage.contract.mixin;

import dev.lighterage.oci.json.JsonObject;
import java.util.Optional;

/// Where an output of an operation is found after its program ended with a good exit code.
///
/// JSON: `{"file": PATH}` or `{"stdout": POINTER}`.
public sealed interface OutputRule {
  /// The content of a file at `path`, absolute in the image, which the program writes.
  record FromFile(String path) implements OutputRule {}

  /// The value that `pointer` (RFC 6901) selects in the program's standard output, read as JSON; an
  /// empty pointer selects all of it.
  record FromStdout(String pointer) implements OutputRule {}

  /// Reads one rule; fails with [dev.lighterage.oci.value.Failure.Kind#INVALID].
  static OutputRule read(JsonObject json) {
    json.requireOnly("file", "stdout");
    Optional<String> file = json.findString("file");
    Optional<String> stdout = json.findString("stdout");
    if (file.isPresent() == stdout.isPresent()) {
      throw MixinReader.invalid(
          "output with two rules or none", json.path(), "file and stdout, or neither");
    }
    file.ifPresent(
        path ->
            MixinReader.require(
                path.startsWith("/"), "not an absolute path", json.pathOf("file"), path));
    stdout.ifPresent(
        pointer ->
            MixinReader.require(
                pointer.isEmpty() || pointer.startsWith("/"),
                "not a JSON Pointer",
                json.pathOf("stdout"),
                pointer));
    return file.<OutputRule>map(FromFile::new).orElseGet(() -> new FromStdout(stdout.orElse("")));
  }
}
