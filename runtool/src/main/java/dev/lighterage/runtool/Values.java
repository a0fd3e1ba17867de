package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Image;
import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.mixin.Placeholder;
import dev.lighterage.contract.mixin.Template;
import dev.lighterage.contract.operation.RunNote;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Replaces the placeholders in the inputs of steps.
///
/// A string that is nothing but one placeholder becomes its value, of its type; a placeholder
/// within a longer string becomes text. A value that is absent leaves out the input, the member or
/// the item that it alone makes up, and is empty text elsewhere.
final class Values {
  private final Handover handover;
  private final Parameters parameters;
  private final Artifacts artifacts;
  private final Map<String, JsonObject> outputs = new TreeMap<>();

  Values(Surroundings here, Handover handover) {
    this.handover = handover;
    this.parameters = new Parameters(here, handover.bundle());
    this.artifacts = new Artifacts(here, handover.lighterage());
    List<StepState> last = handover.note().map(RunNote::steps).orElse(List.of());
    last.forEach(state -> remember(state.id(), state.outputs()));
  }

  /// The outputs that a step has now, in place of those that it had before.
  void remember(String step, JsonObject outputs) {
    this.outputs.put(step, outputs);
  }

  /// The outputs of a step, from this run or the last one that yielded any.
  JsonObject outputs(String step) {
    return outputs.getOrDefault(step, Report.NOTHING);
  }

  /// Whether a parameter, or the step output of this name, must not be shown: a definition of the
  /// bundle says `writeOnly`.
  boolean secret(Placeholder.OfStep placeholder) {
    return switch (placeholder) {
      case Placeholder.ParameterValue(String name) -> parameters.secret(name);
      case Placeholder.StepOutput(String _, String name) -> parameters.secretOutput(name);
      case Placeholder.CredentialPath _, Placeholder.ImageReference _, Placeholder.Installation _ ->
          false;
    };
  }

  /// Whether an earlier step, or an earlier run, left this output.
  boolean knows(Placeholder.StepOutput output) {
    return output(output).isPresent();
  }

  /// The call of `operation` by `step`. Fails with `INVALID` or `NOT_FOUND`.
  Call call(Step step, Operation operation) {
    var inputs = new TreeMap<String, JsonValue>();
    operation
        .inputs()
        .forEach((name, input) -> input(step, name, input).ifPresent(v -> inputs.put(name, v)));
    return new Call(handover.installation(), step.id(), inputs);
  }

  /// One input of a step: what `with` says, else its default; an artifact as its path. Fails with
  /// `INVALID` when it is of another type or is required and has no value, with `NOT_FOUND` for
  /// what was not handed over.
  Optional<JsonValue> input(Step step, String name, Input input) {
    Optional<JsonValue> value =
        step.with().find(name).flatMap(this::resolve).or(input::defaultValue);
    if (value.isEmpty() && input.required()) {
      throw Failure.of(Failure.Kind.INVALID, "required input without a value", name);
    }
    return value.map(v -> typed(name, input, v));
  }

  /// All placeholders within a value of `with`.
  static List<Placeholder.OfStep> placeholders(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> Template.ofStep(text).placeholders();
      case JsonArray array ->
          array.values().stream().flatMap(v -> placeholders(v).stream()).toList();
      case JsonObject object ->
          object.members().values().stream().flatMap(v -> placeholders(v).stream()).toList();
      case JsonBoolean _, JsonNull _, JsonNumber _ -> List.of();
    };
  }

  private JsonValue typed(String name, Input input, JsonValue value) {
    JsonValue fitting = fit(input.type(), value);
    if (!input.type().accepts(fitting)) {
      throw Failure.of(Failure.Kind.INVALID, "input of another type", name)
          .with("expected", input.type())
          .with("found", value.shape());
    }
    return input.type() == Input.Type.ARTIFACT
        ? new JsonString(artifacts.path(Texts.of(fitting), input.kinds()).toString())
        : fitting;
  }

  /// A number or boolean fits where text is wanted, as its text.
  private static JsonValue fit(Input.Type type, JsonValue value) {
    return switch (value) {
      case JsonNumber _, JsonBoolean _ when type == Input.Type.STRING ->
          new JsonString(Texts.of(value));
      case JsonArray _, JsonBoolean _, JsonNull _, JsonNumber _, JsonObject _, JsonString _ ->
          value;
    };
  }

  private Optional<JsonValue> resolve(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> text(Template.ofStep(text));
      case JsonArray array -> Optional.of(array(array));
      case JsonObject object -> Optional.of(object(object));
      case JsonBoolean _, JsonNull _, JsonNumber _ -> Optional.of(value);
    };
  }

  private Optional<JsonValue> text(Template<Placeholder.OfStep> template) {
    return template
        .only()
        .map(this::of)
        .orElseGet(
            () -> Optional.of(new JsonString(template.fill(p -> of(p).map(Texts::of).orElse("")))));
  }

  private JsonArray array(JsonArray array) {
    var items = new ArrayList<JsonValue>();
    array.values().forEach(item -> resolve(item).ifPresent(items::add));
    return JsonArray.of(items);
  }

  private JsonObject object(JsonObject object) {
    var members = new LinkedHashMap<String, JsonValue>();
    object.members().forEach((name, value) -> resolve(value).ifPresent(v -> members.put(name, v)));
    return new JsonObject(members, object.path());
  }

  private Optional<JsonValue> of(Placeholder.OfStep placeholder) {
    return switch (placeholder) {
      case Placeholder.ParameterValue(String name) -> parameters.value(name);
      case Placeholder.ImageReference(String name) -> Optional.of(new JsonString(image(name)));
      case Placeholder.CredentialPath(String name) ->
          parameters.credentialFile(name).map(JsonString::new);
      case Placeholder.Installation _ -> Optional.of(new JsonString(handover.installation()));
      case Placeholder.StepOutput output ->
          Optional.of(
              output(output)
                  .orElseThrow(
                      () ->
                          Failure.of(Failure.Kind.NOT_FOUND, "no such output", output.toString())));
    };
  }

  private Optional<JsonValue> output(Placeholder.StepOutput output) {
    return outputs(output.step()).find(output.name());
  }

  /// Where the component lies now ([103.36]), by digest where the bundle has one.
  private String image(String name) {
    Image image =
        Optional.ofNullable(handover.bundle().images().get(name))
            .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "no such image", name));
    String reference = handover.relocations().getOrDefault(image.image(), image.image());
    if (reference.contains("@") || image.contentDigest().isEmpty()) {
      return reference;
    }
    int colon = reference.lastIndexOf(':');
    boolean tagged = colon > reference.lastIndexOf('/');
    return (tagged ? reference.substring(0, colon) : reference) + "@" + image.contentDigest().get();
  }
}
