package dev.lighterage.cnab.app;

import dev.lighterage.cnab.recipe.Home;
import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.cnab.recipe.Recipe;
import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.bundle.Maintainer;
import dev.lighterage.contract.bundle.Output;
import dev.lighterage.contract.bundle.StableForm;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Writes the bundle definition of a recipe, in the form that the other CNAB tools keep to the byte
/// ([W4]): nothing empty but descriptions, digest, size and media type of every image, everything
/// of ours in `custom`.
record Definition(
    Recipe recipe, Lock lock, Repository to, SortedMap<String, Built.Component> components) {

  /// What we write; readers of 1.0 and later take it.
  private static final String SCHEMA_VERSION = "v1.2.0";

  /// Fails with `INVALID` for steps that do not fit the runner, and for whatever breaks a rule of
  /// CNAB; `UNSUPPORTED` when the runner is none of ours.
  Bundle bundle() {
    Inventory inventory = lock.inventory().orElseThrow(this::noRunner);
    String runner = lock.runner().follows().toString();
    var derivation = Derivation.of(new Steps(recipe, inventory, runner).written(), inventory);
    JsonObject json = json(derivation, inventory);
    try {
      return Bundle.read(StableForm.write(json));
    } catch (Failure failure) {
      throw failure.with("recipe", recipe.file());
    }
  }

  private Failure noRunner() {
    return Failure.of(
            Failure.Kind.UNSUPPORTED,
            "the invocation image is no runner: it has no inventory",
            lock.runner().follows().toString())
        .with("expected", "the label " + Inventory.LABEL);
  }

  private JsonObject json(Derivation derivation, Inventory inventory) {
    var json = new Sparse();
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("name", recipe.name());
    json.put("version", recipe.version());
    json.always("description", recipe.description());
    json.putAll("keywords", recipe.keywords());
    recipe.license().ifPresent(license -> json.put("license", license));
    json.putEach("maintainers", recipe.maintainers(), Definition::maintainer);
    json.putEach("invocationImages", List.of(runner()), Function.identity());
    json.putMap("images", components, this::image);
    json.putMap("definitions", recipe.definitions(), schema -> schema);
    json.putMap(
        "parameters",
        recipe.parameters(),
        p ->
            new Sparse()
                .put("definition", p.definition())
                .put("destination", destination(p.destination()).build())
                .flag("required", p.required())
                .putAll("applyTo", p.applyTo())
                .put("description", p.description())
                .build());
    json.putMap(
        "credentials",
        recipe.credentials(),
        c ->
            destination(c.destination())
                .flag("required", c.required())
                .putAll("applyTo", c.applyTo())
                .put("description", c.description())
                .build());
    json.putMap("outputs", outputs(derivation, inventory), Definition::output);
    json.putMap(
        "actions",
        recipe.customActions(),
        a ->
            new Sparse()
                .put("description", a.description())
                .flag("modifies", a.modifies())
                .flag("stateless", a.stateless())
                .build());
    json.put("custom", custom(derivation));
    json.putAll("requiredExtensions", recipe.requiredExtensions());
    return json.build();
  }

  private static JsonObject maintainer(Maintainer maintainer) {
    var json = new Sparse().put("name", maintainer.name());
    maintainer.email().ifPresent(email -> json.put("email", email));
    maintainer.url().ifPresent(url -> json.put("url", url));
    return json.build();
  }

  private JsonObject runner() {
    return image(lock.runner().pinned().repository(), lock.runner().descriptor()).build();
  }

  private JsonObject image(Built.Component component) {
    String description =
        Optional.ofNullable(recipe.artifacts().get(component.name()))
            .map(a -> a.description())
            .orElse("");
    return image(repository(component), component.manifest())
        .always("description", description)
        .build();
  }

  private Repository repository(Built.Component component) {
    return switch (component.origin()) {
      case Built.Local(var _, var home) -> home.map(Home::repository).orElse(to);
      case Built.Existing(var at, var _) -> at.repository();
    };
  }

  private static Sparse image(Repository repository, Descriptor manifest) {
    return new Sparse()
        .put("imageType", "oci")
        .put("image", Reference.Pinned.of(repository, manifest.digest()).canonical())
        .put("contentDigest", manifest.digest().toString())
        .put("mediaType", manifest.mediaType())
        .put("size", manifest.size());
  }

  private static Sparse destination(Destination destination) {
    var json = new Sparse();
    destination.env().ifPresent(env -> json.put("env", env));
    destination.path().ifPresent(path -> json.put("path", path));
    return json;
  }

  private static JsonObject output(Output output) {
    return new Sparse()
        .put("definition", output.definition())
        .put("path", output.path())
        .putAll("applyTo", output.applyTo())
        .put("description", output.description())
        .build();
  }

  /// An output that says nothing applies to the actions that yield it: those with a step whose
  /// operation has an output of that name. A runtime demands it after every other action too.
  private SortedMap<String, Output> outputs(Derivation derivation, Inventory inventory) {
    var all = new TreeMap<String, Output>();
    recipe
        .outputs()
        .forEach(
            (name, output) -> {
              List<String> yielding =
                  output.applyTo().isEmpty()
                      ? yielding(name, derivation, inventory)
                      : output.applyTo();
              all.put(
                  name,
                  new Output(output.definition(), output.path(), yielding, output.description()));
            });
    return all;
  }

  private List<String> yielding(String output, Derivation derivation, Inventory inventory) {
    List<String> actions =
        derivation.actions().entrySet().stream()
            .filter(e -> e.getValue().stream().anyMatch(s -> yields(s, output, inventory)))
            .map(Map.Entry::getKey)
            .toList();
    if (actions.isEmpty()) {
      throw Failure.of(
              Failure.Kind.INVALID, "no step yields this output", recipe.file() + ", " + output)
          .with("expected", "a step whose operation has an output " + output);
    }
    return actions;
  }

  private static boolean yields(Step step, String output, Inventory inventory) {
    return inventory
        .operation(step.mixin(), step.operation())
        .map(operation -> operation.outputs().contains(output))
        .orElse(false);
  }

  private JsonObject custom(Derivation derivation) {
    var custom = JsonObject.builder();
    recipe.custom().members().forEach(custom::put);
    var artifacts = new TreeMap<String, Lighterage.Artifact>();
    for (Built.Component component : components.values()) {
      component
          .kind()
          .ifPresent(
              kind ->
                  artifacts.put(
                      component.name(), new Lighterage.Artifact(kind, follows(component))));
    }
    var ours = new Lighterage(artifacts, derivation.actions(), derivation.derived());
    return custom.put(Lighterage.KEY, ours.toJson()).build();
  }

  private static Optional<String> follows(Built.Component component) {
    return component.origin() instanceof Built.Existing(var _, Reference.Tagged tagged)
        ? Optional.of(tagged.toString())
        : Optional.empty();
  }

  /// An object without empty members.
  private static final class Sparse {
    private final JsonObject.Builder json = JsonObject.builder();

    Sparse put(String name, String value) {
      return value.isEmpty() ? this : always(name, value);
    }

    Sparse always(String name, String value) {
      json.put(name, value);
      return this;
    }

    Sparse put(String name, long value) {
      json.put(name, value);
      return this;
    }

    Sparse put(String name, JsonObject value) {
      json.put(name, value);
      return this;
    }

    Sparse flag(String name, boolean value) {
      if (value) {
        json.put(name, true);
      }
      return this;
    }

    Sparse putAll(String name, List<String> values) {
      if (!values.isEmpty()) {
        json.put(name, JsonArray.ofStrings(values));
      }
      return this;
    }

    <T> void putEach(String name, Collection<T> values, Function<T, JsonObject> write) {
      if (!values.isEmpty()) {
        json.put(name, JsonArray.of(values.stream().<JsonValue>map(write).toList()));
      }
    }

    <T> void putMap(String name, SortedMap<String, T> values, Function<T, JsonObject> write) {
      if (!values.isEmpty()) {
        var map = JsonObject.builder();
        values.forEach((key, value) -> map.put(key, write.apply(value)));
        json.put(name, map.build());
      }
    }

    JsonObject build() {
      return json.build();
    }
  }
}
