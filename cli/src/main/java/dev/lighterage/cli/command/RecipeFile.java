package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.recipe.Recipe;
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

  Path path(Session session) {
    Path path = session.path(file);
    return Files.isDirectory(path) ? path.resolve(Recipe.FILE) : path;
  }
}
