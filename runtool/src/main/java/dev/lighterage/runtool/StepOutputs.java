package dev.lighterage.runtool;

import dev.lighterage.contract.mixin.OutputRule;
import dev.lighterage.contract.mixin.Program;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// The outputs of a step, found by the rules of its operation once its program has ended well.
final class StepOutputs {
  /// Bytes of one file, or of all standard output, that are read. Ours: outputs are values, not
  /// logs.
  static final int LIMIT = 1 << 20;

  private StepOutputs() {}

  /// Whether standard output is the program's result rather than talk.
  static boolean readsStdout(Program program) {
    return program.outputs().values().stream()
        .anyMatch(rule -> rule instanceof OutputRule.FromStdout);
  }

  /// Takes away what stands where `program` is to write its outputs, so that none is taken for its
  /// own that it did not write.
  static void clear(Surroundings here, Program program) {
    for (OutputRule rule : program.outputs().values()) {
      if (rule instanceof OutputRule.FromFile(String path)) {
        try {
          Files.deleteIfExists(here.at(path));
        } catch (IOException e) {
          throw Failure.of(Failure.Kind.STORAGE, "could not remove an old output", path).because(e);
        }
      }
    }
  }

  /// The outputs that are there; one whose file or member is missing is absent. Fails with
  /// `INVALID` for standard output that is no JSON document or a file that is no UTF-8 text or a
  /// link, with `TOO_LARGE` above [#LIMIT].
  static JsonObject collect(Surroundings here, Program program, Optional<Path> stdout) {
    Optional<JsonValue> result = stdout.flatMap(StepOutputs::result);
    var all = JsonObject.builder();
    program
        .outputs()
        .forEach(
            (name, rule) -> {
              Optional<JsonValue> value =
                  switch (rule) {
                    case OutputRule.FromFile(String path) -> file(here.at(path), path);
                    case OutputRule.FromStdout(String pointer) ->
                        result.flatMap(json -> select(json, pointer));
                  };
              value.ifPresent(v -> all.put(name, v));
            });
    return all.build();
  }

  private static Optional<JsonValue> result(Path stdout) {
    Bytes bytes = SmallFile.read(stdout, LIMIT);
    if (bytes.text().isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(bytes));
    } catch (Failure notJson) {
      // Not as the cause: its message may quote what was printed.
      throw Failure.of(Failure.Kind.INVALID, "not a JSON document", "standard output");
    }
  }

  private static Optional<JsonValue> file(Path file, String path) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(Failure.Kind.INVALID, "output is not a plain file", path);
    }
    Bytes bytes = SmallFile.read(file, LIMIT, LinkOption.NOFOLLOW_LINKS);
    return Optional.of(new JsonString(SmallFile.text(bytes, path)));
  }

  /// RFC 6901.
  static Optional<JsonValue> select(JsonValue json, String pointer) {
    Optional<JsonValue> at = Optional.of(json);
    if (pointer.isEmpty()) {
      return at;
    }
    for (String escaped : pointer.substring(1).split("/", -1)) {
      String token = escaped.replace("~1", "/").replace("~0", "~");
      at = at.flatMap(value -> child(value, token));
    }
    return at.filter(value -> !(value instanceof JsonNull));
  }

  private static Optional<JsonValue> child(JsonValue value, String token) {
    return switch (value) {
      case JsonObject object -> object.find(token);
      case JsonArray array ->
          token.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(token) < array.values().size()
              ? Optional.of(array.values().get(Integer.parseInt(token)))
              : Optional.empty();
      case JsonBoolean _, JsonNull _, JsonNumber _, JsonString _ -> Optional.empty();
    };
  }
}
