package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Credential;
import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.contract.bundle.Parameter;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The bundle's parameters as the driver gave them: from a variable or a file, typed by their
/// definitions.
///
/// A string is taken as it stands; every other type is JSON text ([103.27]), and the empty text
/// stands for no value ([103.26]). A definition with several types, or none, is a string if a
/// string is among them. Messages never hold a value.
final class Parameters {
  private final Surroundings here;
  private final Bundle bundle;

  Parameters(Surroundings here, Bundle bundle) {
    this.here = here;
    this.bundle = bundle;
  }

  /// The value; empty when the parameter has none. Fails with `NOT_FOUND` when the driver did not
  /// hand it over, `INVALID` when it is not of its type.
  Optional<JsonValue> value(String name) {
    Parameter parameter = find(name);
    String text = text(name, parameter);
    if (types(parameter).contains("string")) {
      return Optional.of(new JsonString(text));
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Bytes.utf8(text)));
    } catch (Failure notJson) {
      // Not as the cause: its message may quote the value.
      throw Failure.of(Failure.Kind.INVALID, "parameter is not of its type", name)
          .with("expected", "JSON text of type " + String.join(" or ", types(parameter)));
    }
  }

  /// Whether the value must not be shown: its definition is `writeOnly`.
  boolean secret(String name) {
    return definition(find(name).definition()).findBoolean("writeOnly").orElse(false);
  }

  /// The same for the bundle's output of this name; `false` when there is none.
  boolean secretOutput(String name) {
    return Optional.ofNullable(bundle.outputs().get(name))
        .flatMap(output -> definition(output.definition()).findBoolean("writeOnly"))
        .orElse(false);
  }

  /// The path of the file that holds a credential; empty when it was not given, as a credential
  /// that is not required may be. Fails with `NOT_FOUND` for one that the bundle lacks or that goes
  /// to a variable alone.
  Optional<String> credentialFile(String name) {
    Destination destination =
        Optional.ofNullable(bundle.credentials().get(name))
            .map(Credential::destination)
            .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "no such credential", name));
    Path file =
        destination
            .path()
            .map(Parameters::rooted)
            .map(here::at)
            .orElseThrow(
                () -> Failure.of(Failure.Kind.NOT_FOUND, "credential without a path", name));
    return Files.isRegularFile(file) ? Optional.of(file.toString()) : Optional.empty();
  }

  private Parameter find(String name) {
    return Optional.ofNullable(bundle.parameters().get(name))
        .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "no such parameter", name));
  }

  private String text(String name, Parameter parameter) {
    Optional<String> inVariable =
        parameter.destination().env().map(variable -> here.environment().get(variable));
    if (inVariable.isPresent()) {
      return inVariable.get();
    }
    Optional<Path> file = parameter.destination().path().map(Parameters::rooted).map(here::at);
    if (file.filter(Files::isRegularFile).isPresent()) {
      return SmallFile.text(SmallFile.read(file.get()), "parameter " + name);
    }
    throw Failure.of(Failure.Kind.NOT_FOUND, "parameter was not handed over", name);
  }

  /// [103.21]: a relative path is taken from the root.
  private static String rooted(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }

  private JsonObject definition(String name) {
    return Optional.ofNullable(bundle.definitions().get(name))
        .orElseGet(() -> JsonObject.builder().build());
  }

  private List<String> types(Parameter parameter) {
    return switch (definition(parameter.definition()).find("type").orElse(null)) {
      case JsonString(String type) -> List.of(type);
      case JsonArray types -> types.strings();
      case null, default -> List.of("string");
    };
  }
}
