package dev.lighterage.runtool;

import dev.lighterage.contract.mixin.Placeholder;
import dev.lighterage.contract.mixin.Program;
import dev.lighterage.contract.mixin.Template;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One program to start: its argument vector, all of its environment, and the folder it works in.
///
/// Each element of the vector is one argument whatever the values are; no shell sees them. The
/// environment is `PATH`, `HOME` (the working folder) and what the descriptor gives, nothing else.
record Invocation(List<String> argv, Map<String, String> env, Path folder) {
  /// Where programs named without a slash are looked for.
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /// Puts `program` together for `call`. `folder` is empty and its own: input files are written
  /// below it. Fails with `INVALID` for a value that no argument can hold, with `STORAGE` when a
  /// file cannot be written.
  static Invocation of(Program program, Call call, Path folder) {
    return new Maker(call, files(program, call.inputs(), folder)).make(program, folder);
  }

  /// Input files by name, those whose input has a value.
  private static Map<String, Path> files(
      Program program, Map<String, JsonValue> inputs, Path folder) {
    var all = new TreeMap<String, Path>();
    program
        .files()
        .forEach(
            (name, file) -> {
              JsonValue value = inputs.get(file.input());
              if (value != null) {
                String extension = file.format().name().toLowerCase(Locale.ROOT);
                Path path = folder.resolve(name + "." + extension);
                SmallFile.replace(path, Bytes.utf8(text(file.format(), value)));
                all.put(name, path);
              }
            });
    return all;
  }

  private static String text(Program.InputFile.Format format, JsonValue value) {
    return switch (format) {
      case JSON, YAML -> Texts.document(value);
      case TEXT -> Texts.of(value);
    };
  }

  private record Maker(Call call, Map<String, Path> files) {

    Invocation make(Program program, Path folder) {
      var argv = new ArrayList<String>();
      program.argv().stream().filter(this::complete).forEach(group -> add(group, argv));
      var env = new TreeMap<String, String>();
      env.put("PATH", PATH);
      env.put("HOME", folder.toString());
      program
          .env()
          .forEach(
              (name, value) -> {
                if (complete(value)) {
                  env.put(name, carried(value.fill(this::text)));
                }
              });
      if (argv.isEmpty()) {
        throw Failure.of(Failure.Kind.INVALID, "no program to start", "an empty argument list");
      }
      return new Invocation(List.copyOf(argv), Map.copyOf(env), folder);
    }

    private void add(Program.Argument group, List<String> argv) {
      for (var template : group.templates()) {
        if (template.only().orElse(null)
                instanceof Placeholder.InputValue(String name, boolean each)
            && each
            && call.inputs().get(name) instanceof JsonArray list) {
          list.values().forEach(item -> argv.add(carried(Texts.of(item))));
        } else {
          argv.add(carried(template.fill(this::text)));
        }
      }
    }

    private boolean complete(Program.Argument group) {
      return group.templates().stream().allMatch(this::complete);
    }

    private boolean complete(Template<Placeholder.OfDescriptor> template) {
      return template.placeholders().stream().allMatch(p -> find(p).isPresent());
    }

    private Optional<String> find(Placeholder.OfDescriptor placeholder) {
      return switch (placeholder) {
        case Placeholder.InputValue(String name, boolean _) ->
            Optional.ofNullable(call.inputs().get(name)).map(Texts::of);
        case Placeholder.FilePath(String name) ->
            Optional.ofNullable(files.get(name)).map(Path::toString);
        case Placeholder.Installation _ -> Optional.of(call.installation());
        case Placeholder.StepId _ -> Optional.of(call.step());
      };
    }

    private String text(Placeholder.OfDescriptor placeholder) {
      return find(placeholder).orElseThrow();
    }

    /// execve(2) ends strings at the first NUL: such a value would reach the program cut.
    private static String carried(String value) {
      if (value.indexOf('\0') >= 0) {
        throw Failure.of(Failure.Kind.INVALID, "value with a NUL character", "an argument");
      }
      return value;
    }
  }

  /// The file to execute: `argv[0]` itself when it has a slash, else the first such file on
  /// [#PATH]; empty when there is none.
  static Optional<Path> program(String name) {
    if (name.contains("/")) {
      return Optional.of(Path.of(name)).filter(p -> p.toFile().isFile());
    }
    return List.of(PATH.split(":", -1)).stream()
        .map(folder -> Path.of(folder, name))
        .filter(p -> !name.isEmpty() && p.toFile().isFile())
        .findFirst();
  }
}
