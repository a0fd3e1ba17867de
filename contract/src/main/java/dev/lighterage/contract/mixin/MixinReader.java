package dev.lighterage.contract.mixin;

import dev.lighterage.contract.bundle.SemVer;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.value.Failure;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Reads mixins as a descriptor and as an inventory hold them.
///
/// What both share is read here; programs, which only a descriptor has, by [ProgramReader].
final class MixinReader {
  private MixinReader() {}

  /// The document `mixin.json`.
  static Mixin descriptor(JsonObject json) {
    long version = json.integer("mixin");
    if (version != Mixin.VERSION) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "mixin of another version", json.pathOf("mixin"))
          .with("found", version)
          .with("known", Mixin.VERSION);
    }
    json.requireOnly(
        "mixin",
        "name",
        "version",
        "description",
        "tool",
        "runsArbitraryCommands",
        "reach",
        "operations");
    String name = Name.require(json.string("name"), json.pathOf("name"));
    return mixin(name, json, MixinReader::withProgram);
  }

  /// One entry of an inventory's `mixins`.
  static Mixin entry(String name, JsonObject json) {
    json.requireOnly(
        "version", "description", "tool", "runsArbitraryCommands", "reach", "operations");
    return mixin(Name.require(name, json.path()), json, MixinReader::withoutProgram);
  }

  private static Mixin mixin(
      String name, JsonObject json, BiFunction<JsonObject, JsonObject, Operation> reader) {
    String version = json.string("version");
    if (!SemVer.isValid(version)) {
      throw invalid("not a version", json.pathOf("version"), version);
    }
    JsonObject operations = json.object("operations");
    return new Mixin(
        name,
        version,
        json.findString("description").orElse(""),
        json.findString("tool").orElse(""),
        json.findBoolean("runsArbitraryCommands").orElse(false),
        json.findObject("reach").map(MixinReader::reach).orElse(new Mixin.Reach(List.of(), false)),
        named(operations, operation -> reader.apply(operation, operations)));
  }

  private static Mixin.Reach reach(JsonObject json) {
    json.requireOnly("network", "mounts");
    return new Mixin.Reach(
        json.findArray("network").map(JsonArray::strings).orElse(List.of()),
        json.findBoolean("mounts").orElse(false));
  }

  private static Operation withProgram(JsonObject json, JsonObject operations) {
    json.requireOnly(
        "description",
        "inputs",
        "argv",
        "env",
        "files",
        "exitCodes",
        "outputs",
        "upgrade",
        "uninstall");
    SortedMap<String, Input> inputs = inputs(json);
    Program program = ProgramReader.read(json, inputs);
    SortedSet<String> outputs = new TreeSet<>(program.outputs().keySet());
    return operation(json, operations, outputs, Optional.of(program));
  }

  private static Operation withoutProgram(JsonObject json, JsonObject operations) {
    json.requireOnly("description", "inputs", "outputs", "upgrade", "uninstall");
    var outputs = new TreeSet<String>();
    List<String> names = json.findArray("outputs").map(JsonArray::strings).orElse(List.of());
    names.forEach(n -> outputs.add(Name.require(n, json.pathOf("outputs"))));
    return operation(json, operations, outputs, Optional.empty());
  }

  private static Operation operation(
      JsonObject json,
      JsonObject operations,
      SortedSet<String> outputs,
      Optional<Program> program) {
    return new Operation(
        json.findString("description").orElse(""),
        inputs(json),
        Collections.unmodifiableSortedSet(outputs),
        counterpart(json, "upgrade", operations),
        counterpart(json, "uninstall", operations),
        program);
  }

  private static Optional<String> counterpart(
      JsonObject json, String member, JsonObject operations) {
    Optional<String> name = json.findString(member);
    name.ifPresent(
        n ->
            require(
                operations.find(n).isPresent(),
                "counterpart that does not exist",
                json.pathOf(member),
                n));
    return name;
  }

  private static SortedMap<String, Input> inputs(JsonObject operation) {
    return operation
        .findObject("inputs")
        .map(all -> named(all, Input::read))
        .orElseGet(Collections::emptySortedMap);
  }

  /// Each member of `json`, which must be an object under a [Name], read by `reader`.
  static <T> SortedMap<String, T> named(
      JsonObject json, java.util.function.Function<JsonObject, T> reader) {
    var all = new TreeMap<String, T>();
    for (String name : json.members().keySet()) {
      Name.require(name, json.pathOf(name));
      all.put(name, reader.apply(json.object(name)));
    }
    return Collections.unmodifiableSortedMap(all);
  }

  static Failure invalid(String what, String path, String found) {
    return Failure.of(Failure.Kind.INVALID, what, path).with("found", found);
  }

  static void require(boolean right, String what, String path, String found) {
    if (!right) {
      throw invalid(what, path, found);
    }
  }

  static String element(JsonArray array, int index) {
    return JsonPath.element(array.path(), index);
  }
}
