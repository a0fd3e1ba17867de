package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Built;
import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Repository;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lighter build`. JSON: `{"name", "version", "digest", "layout", "tag", "components": [{"name",
/// "kind"?, "digest", "files"?: [{"path", "size", "executable"}]}]}`; `files` with `--list`.
@Command(
    name = "build",
    header = "Make the bundle from its recipe, in a layout; nothing is uploaded.",
    footer = {"lighter build", "lighter build -f shop --list"})
public final class Build implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final RecipeFile recipe = new RecipeFile();

  @Option(names = "--list", description = "Show each file that goes in.")
  private boolean list;

  @Option(
      names = "--to",
      paramLabel = "REPOSITORY",
      description = "The bundle's repository, instead of the recipe's.")
  private @Nullable String to;

  public Build(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Built built =
        new Verbs(session)
            .build()
            .run(
                new dev.lighterage.cnab.app.Build.Request(
                    recipe.path(session), Optional.ofNullable(to).map(Repository::parse)));
    sayLock(session, built);
    session.console().answer(new Answer(json(built), table(built).text()));
    session.console().note(built.layout().name() + ":" + built.tag());
    return ExitCode.DONE;
  }

  /// Tells of a lock that was made on the way.
  static void sayLock(Session session, Built built) {
    if (built.newLock()) {
      session.console().note("wrote " + dev.lighterage.cnab.recipe.Lock.beside(built.recipe()));
    }
  }

  private Table table(Built built) {
    var table = new Table("", "NAME", "KIND", "DIGEST", "SIZE");
    var index = built.bundle().index().descriptor();
    table.row(
        "bundle",
        built.bundle().bundle().name() + " " + built.bundle().bundle().version(),
        "",
        index.digest().brief(),
        Sizes.of(index.size()));
    for (Built.Component component : built.components().values()) {
      table.row(
          component.origin() instanceof Built.Local ? "packed" : "referred",
          component.name(),
          component.kind().orElse("image"),
          component.manifest().digest().brief(),
          Sizes.of(size(component)));
      if (list && component.origin() instanceof Built.Local(Packed packed, var _)) {
        for (Packed.PackedFile file : packed.files()) {
          table.row(
              "", "  " + file.path(), file.executable() ? "x" : "", "", Sizes.of(file.size()));
        }
      }
    }
    return table;
  }

  private static long size(Built.Component component) {
    return switch (component.origin()) {
      case Built.Local(var packed, var _) ->
          packed.manifest().children().stream().mapToLong(c -> c.size()).sum();
      case Built.Existing _ -> component.manifest().size();
    };
  }

  private JsonObject json(Built built) {
    return JsonObject.builder()
        .put("name", built.bundle().bundle().name())
        .put("version", built.bundle().bundle().version())
        .put("digest", built.bundle().index().descriptor().digest().toString())
        .put("layout", built.layout().name())
        .put("tag", built.tag())
        .put("components", Json.array(built.components().values(), this::json))
        .build();
  }

  private JsonObject json(Built.Component component) {
    var json =
        JsonObject.builder()
            .put("name", component.name())
            .put("digest", component.manifest().digest().toString());
    component.kind().ifPresent(kind -> json.put("kind", kind));
    if (list && component.origin() instanceof Built.Local(Packed packed, var _)) {
      json.put(
          "files",
          Json.array(
              packed.files(),
              file ->
                  JsonObject.builder()
                      .put("path", file.path())
                      .put("size", file.size())
                      .put("executable", file.executable())
                      .build()));
    }
    return json.build();
  }
}
