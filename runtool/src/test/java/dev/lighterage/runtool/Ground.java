package dev.lighterage.runtool;

import dev.lighterage.contract.operation.Places;
import dev.lighterage.contract.operation.StepReport;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A folder laid out as an invocation image in a run, for tests: what a driver and an image would
/// put there is put there by one call each.
final class Ground {
  final Path root;
  final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> granted = new ArrayList<>();
  private final Map<String, List<String>> actions = new LinkedHashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();
  private final List<String> artifacts = new ArrayList<>();
  private final List<String> components = new ArrayList<>();
  private List<String> derived = List.of();
  private String steps = "[]";
  private String mounts = "[]";
  private boolean noted = true;

  Ground(Path root) {
    this.root = root;
    environment.put(Places.ACTION, "install");
    environment.put(Places.INSTALLATION, "shop");
    folder(Places.OUTPUTS);
  }

  /// Installs a mixin of one descriptor and grants all its operations.
  Ground mixin(String name, String operations) {
    String json =
        "{\"mixin\":1,\"name\":\"%s\",\"version\":\"1.0.0\",\"operations\":%s}"
            .formatted(name, operations);
    file(Places.MIXINS + "/" + name + "/mixin.json", json);
    Json.readObject(Bytes.utf8(operations))
        .members()
        .keySet()
        .forEach(operation -> granted.add(name + "." + operation));
    return this;
  }

  Ground step(String action, String id, String call, String with) {
    int dot = call.lastIndexOf('.');
    String[] parts = {call.substring(0, dot), call.substring(dot + 1)};
    actions
        .computeIfAbsent(action, _ -> new ArrayList<>())
        .add(
            "{\"id\":\"%s\",\"mixin\":\"%s\",\"operation\":\"%s\",\"with\":%s}"
                .formatted(id, parts[0], parts[1], with));
    return this;
  }

  /// A section of the bundle definition, such as `parameters`, as JSON.
  Ground section(String name, String json) {
    sections.put(name, json);
    return this;
  }

  /// An artifact, which is a component too.
  Ground artifact(String name, String kind) {
    String digest = "sha256:" + "a".repeat(64);
    components.add(
        "\"%s\":{\"image\":\"example.com/x:1\",\"contentDigest\":\"%s\"}".formatted(name, digest));
    sections.put("images", "{" + String.join(",", components) + "}");
    artifacts.add("\"%s\":{\"kind\":\"%s\"}".formatted(name, kind));
    return this;
  }

  Ground derived(String... names) {
    derived = List.of(names);
    return this;
  }

  Ground last(String json) {
    steps = json;
    return this;
  }

  Ground mounts(String json) {
    mounts = json;
    return this;
  }

  Ground revoke(String call) {
    granted.remove(call);
    return this;
  }

  Ground withoutNote() {
    noted = false;
    return this;
  }

  Path folder(String place) {
    try {
      return Files.createDirectories(root.resolve(place.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file(String place, String text) {
    Path file = root.resolve(place.substring(1));
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A program: a shell script, whose path is given back.
  String script(String name, String lines) {
    Path file = file("/bin/" + name, "#!/bin/sh\n" + lines);
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make executable: " + file);
    }
    return file.toString();
  }

  /// Writes definition and claim.
  Surroundings surroundings() {
    String written =
        actions.entrySet().stream()
            .map(a -> "\"" + a.getKey() + "\":[" + String.join(",", a.getValue()) + "]")
            .collect(Collectors.joining(",", "{", "}"));
    String ours =
        "{\"version\":1,\"artifacts\":{%s},\"actions\":%s,\"derived\":[%s]}"
            .formatted(
                String.join(",", artifacts),
                written,
                derived.stream().map(d -> '"' + d + '"').collect(Collectors.joining(",")));
    var extra = new StringBuilder(",\"actions\":" + declared());
    sections.forEach((name, json) -> extra.append(",\"%s\":%s".formatted(name, json)));
    file(
        Places.BUNDLE,
        """
        {"schemaVersion":"v1.2.0","name":"shop","version":"1.0.0",
        "invocationImages":[{"imageType":"oci","image":"example.com/r/x:1"}],
        "custom":{"dev.lighterage":%s}%s}\
        """
            .formatted(ours, extra));
    String note =
        "{\"contract\":1,\"granted\":[%s],\"mounts\":%s,\"steps\":%s}"
            .formatted(
                granted.stream().map(g -> '"' + g + '"').collect(Collectors.joining(",")),
                mounts,
                steps);
    file(
        Places.CLAIM, noted ? "{\"custom\":{\"dev.lighterage\":" + note + "}}" : "{\"custom\":{}}");
    return new Surroundings(root, environment, streams());
  }

  /// The bundle's own actions must be declared.
  private String declared() {
    return actions.keySet().stream()
        .filter(name -> !List.of("install", "upgrade", "uninstall").contains(name))
        .map(name -> "\"" + name + "\":{}")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Surroundings.Streams streams() {
    try {
      Path out = root.resolve("out");
      Path err = root.resolve("err");
      return new Surroundings.Streams(
          new PrintStream(
              new java.io.FileOutputStream(out.toFile(), true), true, StandardCharsets.UTF_8),
          new PrintStream(
              new java.io.FileOutputStream(err.toFile(), true), true, StandardCharsets.UTF_8),
          Redirect.appendTo(out.toFile()),
          Redirect.appendTo(err.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs the action and gives the exit code.
  int run() {
    return new RunTool(surroundings()).run();
  }

  String out() {
    return read("/out");
  }

  String err() {
    return read("/err");
  }

  String read(String place) {
    try {
      return Files.readString(root.resolve(place.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean has(String place) {
    return Files.exists(root.resolve(place.substring(1)));
  }

  /// The states of the report, as `ID STATUS OPERATION`.
  List<String> report() {
    return states().stream().map(s -> s.id() + " " + s.status() + " " + s.operation()).toList();
  }

  List<StepState> states() {
    JsonObject json = Json.readObject(Bytes.utf8(read(Places.STEPS)));
    return StepReport.read(json).steps();
  }
}
