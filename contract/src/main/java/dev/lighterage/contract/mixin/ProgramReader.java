package dev.lighterage.contract.mixin;

import dev.lighterage.contract.mixin.Placeholder.OfDescriptor;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the program of one operation of a descriptor, and holds its placeholders to the inputs and
/// files that there are.
final class ProgramReader {
  /// POSIX.1, "Environment Variable Definition": names that every shell and libc can carry.
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// wait(2): eight bits of an exit code reach the parent.
  private static final int MAX_EXIT_CODE = 255;

  private final SortedMap<String, Input> inputs;
  private final SortedMap<String, Program.InputFile> files;

  private ProgramReader(
      SortedMap<String, Input> inputs, SortedMap<String, Program.InputFile> files) {
    this.inputs = inputs;
    this.files = files;
  }

  static Program read(JsonObject operation, SortedMap<String, Input> inputs) {
    SortedMap<String, Program.InputFile> files =
        operation
            .findObject("files")
            .map(all -> MixinReader.named(all, file -> file(file, inputs)))
            .orElseGet(Collections::emptySortedMap);
    var reader = new ProgramReader(inputs, files);
    return new Program(
        reader.argv(operation.array("argv")),
        operation.findObject("env").map(reader::env).orElseGet(Collections::emptySortedMap),
        files,
        operation
            .findObject("exitCodes")
            .map(ProgramReader::exitCodes)
            .orElseGet(Collections::emptySortedMap),
        operation
            .findObject("outputs")
            .map(all -> MixinReader.named(all, OutputRule::read))
            .orElseGet(Collections::emptySortedMap));
  }

  private static Program.InputFile file(JsonObject json, SortedMap<String, Input> inputs) {
    json.requireOnly("input", "format");
    String input = json.string("input");
    if (!inputs.containsKey(input)) {
      throw MixinReader.invalid("file of an input that does not exist", json.path(), input);
    }
    return new Program.InputFile(input, json.word("format", Program.InputFile.Format.class));
  }

  private List<Program.Argument> argv(JsonArray json) {
    var all = new ArrayList<Program.Argument>();
    for (int i = 0; i < json.values().size(); i++) {
      String path = MixinReader.element(json, i);
      all.add(
          switch (json.values().get(i)) {
            case JsonString string -> new Program.Argument(List.of(template(string.value(), path)));
            case JsonArray group -> group(group);
            case JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _ ->
                throw MixinReader.invalid(
                    "argument of the wrong shape", path, json.values().get(i).shape());
          });
    }
    if (all.isEmpty()) {
      throw MixinReader.invalid("no program to start", json.path(), "an empty array");
    }
    requireAlways(all.getFirst(), MixinReader.element(json, 0));
    return List.copyOf(all);
  }

  private Program.Argument group(JsonArray json) {
    List<String> texts = json.strings();
    var templates = new ArrayList<Template<OfDescriptor>>();
    for (int i = 0; i < texts.size(); i++) {
      templates.add(template(texts.get(i), MixinReader.element(json, i)));
    }
    return new Program.Argument(List.copyOf(templates));
  }

  /// The program itself cannot be left out for want of a value.
  private void requireAlways(Program.Argument program, String path) {
    for (var template : program.templates()) {
      for (OfDescriptor placeholder : template.placeholders()) {
        Optional<Input> input = inputOf(placeholder);
        if (input.filter(Input::always).isEmpty()) {
          throw MixinReader.invalid(
              "program named by an optional input", path, placeholder.toString());
        }
      }
    }
  }

  private SortedMap<String, Template<OfDescriptor>> env(JsonObject json) {
    var all = new TreeMap<String, Template<OfDescriptor>>();
    for (String name : json.members().keySet()) {
      if (!VARIABLE.matcher(name).matches()) {
        throw MixinReader.invalid("not the name of a variable", json.pathOf(name), name);
      }
      Template<OfDescriptor> value = template(json.string(name), json.pathOf(name));
      if (value.placeholders().stream()
          .anyMatch(p -> p instanceof Placeholder.InputValue i && i.each())) {
        throw MixinReader.invalid("a list of values for a variable", json.pathOf(name), name);
      }
      all.put(name, value);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private Template<OfDescriptor> template(String text, String path) {
    Template<OfDescriptor> template;
    try {
      template = Template.ofDescriptor(text);
    } catch (Failure failure) {
      throw failure.with("path", path);
    }
    for (OfDescriptor placeholder : template.placeholders()) {
      requireKnown(placeholder, path);
    }
    return template;
  }

  private void requireKnown(OfDescriptor placeholder, String path) {
    Optional<Input> input = inputOf(placeholder);
    boolean known =
        switch (placeholder) {
          case Placeholder.FilePath(String name) -> files.containsKey(name);
          case Placeholder.InputValue(String _, boolean each) ->
              input.isPresent() && (!each || input.get().type() == Input.Type.LIST);
          case Placeholder.Installation _, Placeholder.StepId _ -> true;
        };
    if (!known) {
      throw MixinReader.invalid("placeholder without a value", path, placeholder.toString())
          .with("inputs", String.join(", ", inputs.keySet()))
          .with("files", String.join(", ", files.keySet()));
    }
  }

  /// The input whose value a placeholder needs; empty for an unknown file, and for what needs none.
  private Optional<Input> inputOf(OfDescriptor placeholder) {
    return switch (placeholder) {
      case Placeholder.InputValue(String name, boolean _) -> Optional.ofNullable(inputs.get(name));
      case Placeholder.FilePath(String name) ->
          Optional.ofNullable(files.get(name)).map(file -> inputs.get(file.input()));
      case Placeholder.Installation _, Placeholder.StepId _ -> Optional.empty();
    };
  }

  private static SortedMap<Integer, Program.ExitMeaning> exitCodes(JsonObject json) {
    var all = new TreeMap<Integer, Program.ExitMeaning>();
    for (String code : json.members().keySet()) {
      JsonObject meaning = json.object(code);
      meaning.requireOnly("meaning", "done", "changed");
      boolean done = meaning.findBoolean("done").orElse(false);
      boolean changed = meaning.findBoolean("changed").orElse(true);
      int number = code.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(code) : -1;
      if (number < 0 || number > MAX_EXIT_CODE || (number == 0 && !done)) {
        throw MixinReader.invalid("not an exit code with its meaning", json.pathOf(code), code)
            .with("expected", "0 to 255, 0 being done");
      }
      if (done && meaning.findBoolean("changed").isPresent()) {
        throw MixinReader.invalid("changed of a step that is done", meaning.pathOf("changed"), code)
            .with("expected", "done or changed");
      }
      all.put(number, new Program.ExitMeaning(meaning.string("meaning"), done, changed));
    }
    return Collections.unmodifiableSortedMap(all);
  }
}
