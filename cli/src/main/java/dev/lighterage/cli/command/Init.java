package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.recipe.InitialRecipe;
import dev.lighterage.oci.content.Disk;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter init`. JSON: `{"files": [PATH…]}`.
@Command(
    name = "init",
    header = "Write a first recipe into a folder.",
    footer = {
      "lighter init shop",
      "lighter init shop --to r.example.com/bundles/shop --runner r.example.com/runners/tools:1"
    })
public final class Init implements Callable<ExitCode> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where (default: here).")
  private Path folder = Path.of("");

  @Option(names = "--name", paramLabel = "NAME", description = "The bundle's name.")
  private @Nullable String name;

  @Option(names = "--to", paramLabel = "REPOSITORY", description = "The bundle's repository.")
  private @Nullable String to;

  @Option(names = "--runner", paramLabel = "REFERENCE", description = "The invocation image.")
  private @Nullable String runner;

  public Init(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Path place = session.path(folder);
    var wish =
        new InitialRecipe.Wish(
            Optional.ofNullable(name).orElseGet(() -> InitialRecipe.nameFor(place)),
            Optional.ofNullable(to).map(Repository::parse),
            Optional.ofNullable(runner).map(Reference::parse));
    try {
      Disk.createFolder(place);
    } catch (IOException e) {
      throw Failure.storage("could not make a folder", place, e);
    }
    List<String> files = InitialRecipe.write(place, wish).stream().map(Path::toString).toList();
    var json = JsonObject.builder().put("files", JsonArray.ofStrings(files)).build();
    session.console().answer(Answer.of(json, String.join("\n", files) + "\n"));
    session.console().note(next(wish));
    return ExitCode.DONE;
  }

  /// A build needs a runner that is there; the one of the guide is only where somebody made it.
  private String next(InitialRecipe.Wish wish) {
    String build = "lighter build" + (folder.toString().isEmpty() ? "" : " -f " + folder);
    String missing =
        Stream.of(wish.to().isEmpty() ? "`to`" : "", wish.runner().isEmpty() ? "`runner`" : "")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" and "));
    return missing.isEmpty()
        ? "next: " + build
        : "next: let "
            + missing
            + " in it name yours, or make the guide's (docs/guide/first-bundle.md); then "
            + build;
  }
}
