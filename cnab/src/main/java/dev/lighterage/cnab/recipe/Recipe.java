package dev.lighterage.cnab.recipe;

import dev.lighterage.contract.bundle.Credential;
import dev.lighterage.contract.bundle.CustomAction;
import dev.lighterage.contract.bundle.Maintainer;
import dev.lighterage.contract.bundle.Output;
import dev.lighterage.contract.bundle.Parameter;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What the author writes: `lighter.yaml`. Its JSON Schema is docs/schema/recipe.schema.json.
///
/// `to` is the bundle's own repository, from which homes are derived; it may be said on the command
/// line instead. `images` are components that are no artifacts; names are unique over both.
/// `definitions` holds the JSON Schema of each parameter and output, to which these refer.
/// `actions` has what was written, in the order written; ids of steps, and outputs without
/// `applyTo`, need the runner's inventory and are settled by whoever has it.
public record Recipe(
    Path file,
    String name,
    String version,
    String description,
    List<String> keywords,
    Optional<String> license,
    List<Maintainer> maintainers,
    Optional<Repository> to,
    Followed runner,
    SortedMap<String, Artifact> artifacts,
    SortedMap<String, Followed> images,
    SortedMap<String, JsonObject> definitions,
    SortedMap<String, Parameter> parameters,
    SortedMap<String, Credential> credentials,
    SortedMap<String, Output> outputs,
    SortedMap<String, CustomAction> customActions,
    SortedMap<String, List<RecipeStep>> actions,
    JsonObject custom,
    List<String> requiredExtensions) {

  /// The name of the file that is looked for when none is given.
  public static final String FILE = "lighter.yaml";

  /// Reads a recipe and checks all that can be checked without a registry and without knowing the
  /// runner. Paths in it are relative to its folder. Fails with [Failure.Kind#NOT_FOUND],
  /// [Failure.Kind#INVALID] or [Failure.Kind#TOO_LARGE]; the subject is `file:line:column`, the
  /// fact `suggestion` what was probably meant.
  public static Recipe read(Path file) {
    return RecipeReader.read(file);
  }
}
