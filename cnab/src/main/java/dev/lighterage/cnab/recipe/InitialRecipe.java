package dev.lighterage.cnab.recipe;

import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The recipe that `lighter init` begins with: commented, and whole.
public final class InitialRecipe {
  private static final String TEMPLATE = "lighter.yaml";
  private static final String GUIDE =
      "This one is the runner that docs/guide/first-bundle.md makes; ";
  private static final String MAKE = "docs/runner.md says how to make your own.";

  private InitialRecipe() {}

  /// What an author says beforehand: the bundle's name, its repository, its runner. Without the
  /// latter two the recipe names those of `docs/guide/first-bundle.md`.
  public record Wish(String name, Optional<Repository> to, Optional<Reference> runner) {}

  /// Files to begin with, by name: a recipe, and the one file it packs.
  public static Map<String, String> files(Wish wish) {
    String to =
        wish.to().map(Repository::toString).orElse("localhost:5000/bundles/" + plain(wish.name()));
    String runner =
        wish.runner().map(Reference::toString).orElse("localhost:5000/runners/playground:1");
    String recipe =
        template()
            .replace("@NAME@", quoted(wish.name()))
            .replace("@TO@", to)
            .replace("@WHICH@", wish.runner().isPresent() ? MAKE : GUIDE + MAKE)
            .replace("@RUNNER@", runner);
    return Map.of(Recipe.FILE, recipe, "hello.txt", "Hello\n");
  }

  /// Writes them into `folder`, which must exist, and returns what was written. Fails with
  /// [Failure.Kind#CONFLICT], before anything is written, when one of them is there.
  public static List<Path> write(Path folder, Wish wish) {
    var files = new TreeMap<Path, String>();
    files(wish).forEach((file, text) -> files.put(folder.resolve(file), text));
    for (Path path : files.keySet()) {
      if (Files.exists(path)) {
        throw Failure.of(Failure.Kind.CONFLICT, "something is in the way", path.toString());
      }
    }
    files.forEach(InitialRecipe::create);
    return List.copyOf(files.keySet());
  }

  /// A name for the bundle of a folder: its own, in letters that need no quotes.
  public static String nameFor(Path folder) {
    return plain(String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
  }

  /// `name` in the letters of a repository's name.
  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = plain.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() || trimmed.equals("null") ? "bundle" : trimmed;
  }

  /// In single quotes, unless it is a plain word that is a string to every reader of YAML.
  private static String quoted(String name) {
    boolean plain =
        name.matches("[a-z][a-z0-9.-]*") && !name.matches("null|true|false|y|n|yes|no|on|off");
    return plain ? name : "'" + name.replace("'", "''") + "'";
  }

  private static void create(Path path, String text) {
    try {
      Files.writeString(path, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw Failure.of(Failure.Kind.CONFLICT, "something is in the way", path.toString());
    } catch (IOException e) {
      throw Failure.storage("could not write", path, e);
    }
  }

  private static String template() {
    try (InputStream in = InitialRecipe.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("the template is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the template cannot be read", e);
    }
  }
}
