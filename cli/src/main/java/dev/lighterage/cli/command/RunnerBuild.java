package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.image.RunnerBuild.Built;
import dev.lighterage.cnab.image.RunnerKit;
import dev.lighterage.cnab.image.RunnerRecipe;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter runner build`. JSON: `{"layout", "tag", "digest", "layers": [{"name", "digest",
/// "size"}]}`.
@Command(
    name = "build",
    header = "Make an invocation image from runner.yaml, without an engine.",
    footer = {"lighter runner build", "lighter runner build azure/runner.yaml -o azure-layout"})
public final class RunnerBuild implements Callable<ExitCode> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "runner.yaml",
      description = "The runner's recipe (default: ${DEFAULT-VALUE}).")
  private Path file = Path.of("runner.yaml");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      defaultValue = "runner-layout",
      description = "The layout to build into (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("runner-layout");

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      defaultValue = "latest",
      description = "Its tag in the layout (default: ${DEFAULT-VALUE}).")
  private String tag = "latest";

  public RunnerBuild(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Reference.requireTag(tag);
    RunnerRecipe recipe = RunnerRecipe.read(session.path(file));
    if (recipe.base() instanceof RunnerRecipe.Base.Host) {
      session.console().note("base: host takes files of this machine; it is for trying only");
    }
    LayoutStore layout = LayoutStore.create(session.path(output));
    Built built;
    try (ScratchFolder scratch = layout.scratch()) {
      built =
          new dev.lighterage.cnab.image.RunnerBuild(kit(session), scratch.path())
              .build(recipe, layout, tag);
    }
    session.console().answer(new Answer(json(layout, built), table(built).text()));
    session.console().note("oci:" + output + ":" + tag);
    return ExitCode.DONE;
  }

  /// What the packaged tool brings along: `share/runner-kit` in its folder.
  static RunnerKit kit(Session session) {
    String home =
        Optional.ofNullable(session.surroundings().properties().get("lighter.home"))
            .orElseThrow(
                () ->
                    Failure.of(
                        Failure.Kind.UNSUPPORTED,
                        "no runner kit",
                        "this is not the packaged tool"));
    return RunnerKit.open(Path.of(home).resolve("share/runner-kit"));
  }

  private static Table table(Built built) {
    var table = new Table("LAYER", "DIGEST", "SIZE");
    built
        .parts()
        .forEach(p -> table.row(p.name(), p.blob().digest().brief(), Sizes.of(p.blob().size())));
    table.row("image", built.manifest().descriptor().digest().brief(), "");
    return table;
  }

  private JsonObject json(LayoutStore layout, Built built) {
    return JsonObject.builder()
        .put("layout", layout.name())
        .put("tag", tag)
        .put("digest", built.manifest().descriptor().digest().toString())
        .put(
            "layers",
            Json.array(
                built.parts(),
                p ->
                    JsonObject.builder()
                        .put("name", p.name())
                        .put("digest", p.blob().digest().toString())
                        .put("size", p.blob().size())
                        .build()))
        .build();
  }
}
