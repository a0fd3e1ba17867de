package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Parameter;
import dev.lighterage.contract.schema.Definitions;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.json.Nearest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the value of each parameter: given with the command, in the file, by an earlier operation
/// of the installation, else the default ([103.24] to [103.26]).
final class Parameters {
  private final Bundle bundle;
  private final String action;
  private final Supplied supplied;
  private final Definitions definitions;
  private final TreeMap<String, JsonValue> values = new TreeMap<>();
  private final SortedSet<String> given = new TreeSet<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Parameters(Bundle bundle, String action, Supplied supplied) {
    this.bundle = bundle;
    this.action = action;
    this.supplied = supplied;
    this.definitions = new Definitions(bundle.definitions());
  }

  /// Values by name, checked; the names of those that were given; and what is to be said.
  record Resolved(
      Bundle bundle,
      String action,
      JsonObject values,
      SortedSet<String> supplied,
      List<String> notes) {

    /// Lets each parameter that applies to the action go to its destination; one without a value as
    /// empty text ([103.26]).
    void bring(Destinations destinations) {
      var definitions = new Definitions(bundle.definitions());
      bundle
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (parameter.appliesTo(action)) {
                  String text = values.find(name).map(Definitions::text).orElse("");
                  boolean secret = definitions.isWriteOnly(parameter.definition());
                  destinations.add(
                      "parameter " + name, parameter.destination(), Bytes.utf8(text), secret);
                }
              });
    }
  }

  static Resolved resolve(Bundle bundle, String action, Supplied supplied) {
    var parameters = new Parameters(bundle, action, supplied);
    supplied.parameters().keySet().forEach(parameters::requireKnown);
    supplied.file().members().keySet().forEach(parameters::requireKnown);
    bundle.parameters().forEach(parameters::resolve);
    if (!parameters.missing.isEmpty()) {
      throw Failure.of(
              Failure.Kind.INVALID,
              "parameters have no value",
              String.join(", ", parameters.missing))
          .with("action", action);
    }
    return new Resolved(
        bundle,
        action,
        new JsonObject(parameters.values, "$"),
        parameters.given,
        List.copyOf(parameters.notes));
  }

  private void requireKnown(String name) {
    if (!bundle.parameters().containsKey(name)) {
      throw unknown("parameter", name, bundle.parameters().keySet());
    }
  }

  static Failure unknown(String what, String name, Set<String> known) {
    Failure failure = Failure.of(Failure.Kind.INVALID, "the bundle has no such " + what, name);
    return Nearest.of(name, known)
        .map(near -> failure.with("suggestion", near))
        .orElseGet(
            () -> known.isEmpty() ? failure : failure.with("known", String.join(", ", known)));
  }

  private void resolve(String name, Parameter parameter) {
    Optional<JsonValue> now = now(name, parameter);
    Optional<JsonValue> earlier = supplied.earlier().find(name);
    if (now.isPresent() && !parameter.appliesTo(action)) {
      notes.add("parameter " + name + " does not apply to " + action + "; it is kept for later");
    }
    if (earlier.isPresent() && readOnly(parameter)) {
      // [101.31]: fixed by the first install.
      now.filter(value -> !value.equals(earlier.get()))
          .ifPresent(
              _ ->
                  notes.add(
                      "parameter " + name + " was fixed at install; the new value is ignored"));
      keep(name, parameter, earlier.get(), supplied.remembered().contains(name));
    } else if (now.isPresent()) {
      keep(name, parameter, now.get(), true);
    } else if (earlier.isPresent() && supplied.remembered().contains(name)) {
      keep(name, parameter, earlier.get(), true);
    } else {
      preset(name, parameter);
    }
  }

  private void preset(String name, Parameter parameter) {
    Optional<JsonValue> preset = definitions.preset(parameter.definition());
    if (preset.isPresent()) {
      keep(name, parameter, preset.get(), false);
    } else if (parameter.required() && parameter.appliesTo(action)) {
      missing.add(name);
    }
  }

  private Optional<JsonValue> now(String name, Parameter parameter) {
    String written = supplied.parameters().get(name);
    if (written == null) {
      return supplied.file().find(name);
    }
    try {
      return Optional.of(definitions.read(parameter.definition(), written));
    } catch (Failure e) {
      throw e.with("parameter", name);
    }
  }

  /// What is given is held to the definition; a default is the author's own affair ([101.30]).
  private void keep(String name, Parameter parameter, JsonValue value, boolean wasGiven) {
    if (wasGiven) {
      definitions.require("parameter " + name, parameter.definition(), value);
      given.add(name);
    }
    values.put(name, value);
  }

  private boolean readOnly(Parameter parameter) {
    return Optional.ofNullable(bundle.definitions().get(parameter.definition()))
        .flatMap(schema -> schema.find("readOnly"))
        .filter(new JsonBoolean(true)::equals)
        .isPresent();
  }
}
