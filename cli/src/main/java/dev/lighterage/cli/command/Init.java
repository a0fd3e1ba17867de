package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.recipe.InitialRecipe;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter init`. JSON: `{"files": [PATH…]}`.
@Command(
    name = "init",
    header = "Write a first recipe into a folder.",
    footer = {"lighter init", "lighter init shop --name shop"})
public final class Init implements Callable<ExitCode> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Where (default: here).")
  private Path folder = Path.of("");

  @Option(names = "--name", paramLabel = "NAME", description = "The bundle's name.")
  private @Nullable String name;

  public Init(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Path to = session.path(folder);
    try {
      Files.createDirectories(to);
    } catch (IOException e) {
      throw Failure.storage("could not make a folder", to, e);
    }
    String called = Optional.ofNullable(name).orElseGet(() -> InitialRecipe.nameFor(to));
    List<String> files = InitialRecipe.write(to, called).stream().map(Path::toString).toList();
    var json = JsonObject.builder().put("files", JsonArray.ofStrings(files)).build();
    session.console().answer(Answer.of(json, String.join("\n", files) + "\n"));
    return ExitCode.DONE;
  }
}
