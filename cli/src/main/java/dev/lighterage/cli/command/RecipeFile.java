package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.recipe.Recipe;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The flag that names the recipe.
final class RecipeFile {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      defaultValue = Recipe.FILE,
      description = "The recipe, or a folder with a lighter.yaml (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of(Recipe.FILE);

  /// Fails with `NOT_FOUND`.
  Path path(Session session) {
    Path named = session.path(file);
    Path recipe = Files.isDirectory(named) ? named.resolve(Recipe.FILE) : named;
    if (Files.notExists(recipe)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", recipe.toString())
          .with("expected", "a recipe; lighter init FOLDER writes a first one");
    }
    return recipe;
  }
}
