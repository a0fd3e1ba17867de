package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.cnab.yaml.YamlScalar;
import dev.lighterage.contract.bundle.Credential;
import dev.lighterage.contract.mixin.Placeholder;
import dev.lighterage.contract.mixin.Template;
import dev.lighterage.oci.json.JsonString;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Holds the placeholders in steps to the parameters, credentials and components that there are.
final class PlaceholderCheck {
  private final InputsReader.Inputs inputs;
  private final Set<String> components;

  PlaceholderCheck(InputsReader.Inputs inputs, Set<String> artifacts, Set<String> images) {
    this.inputs = inputs;
    this.components = new TreeSet<>(artifacts);
    this.components.addAll(images);
  }

  /// Fails with `INVALID` at the value that names what is not there.
  void check(Collection<List<RecipeStep>> actions) {
    actions.forEach(steps -> steps.forEach(step -> check(step.with())));
  }

  private void check(YamlNode node) {
    switch (node) {
      case YamlMap map -> map.fields().values().forEach(field -> check(field.value()));
      case YamlList list -> list.items().forEach(this::check);
      case YamlScalar scalar -> check(scalar);
    }
  }

  private void check(YamlScalar scalar) {
    if (!(scalar.value() instanceof JsonString)) {
      return;
    }
    var template = scalar.at().of(() -> Template.ofStep(scalar.text()));
    for (Placeholder.OfStep placeholder : template.placeholders()) {
      switch (placeholder) {
        case Placeholder.ParameterValue p ->
            require(scalar, "unknown parameter", p.name(), inputs.parameters().keySet());
        case Placeholder.CredentialPath c -> credential(scalar, c.name());
        case Placeholder.ImageReference i ->
            require(scalar, "unknown component", i.name(), components);
        case Placeholder.StepOutput _, Placeholder.Installation _ -> {}
      }
    }
  }

  private void credential(YamlScalar scalar, String name) {
    require(scalar, "unknown credential", name, inputs.credentials().keySet());
    Credential credential = inputs.credentials().get(name);
    if (credential == null || credential.destination().path().isEmpty()) {
      throw scalar.at().invalid("credential without a path").with("found", name);
    }
  }

  private static void require(YamlScalar at, String what, String name, Set<String> known) {
    if (!known.contains(name)) {
      throw YamlMap.unknown(at.at(), what, name, known);
    }
  }
}
