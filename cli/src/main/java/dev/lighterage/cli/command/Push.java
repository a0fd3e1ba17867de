package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Built;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter push`. JSON: `{"reference", "unchanged", "tag": tag, "homes": [tag…], "copied": counts,
/// "traffic": {"requests", "bytesUp", "bytesDown"}}`.
@Command(
    name = "push",
    header = "Build the bundle and publish it, its artifacts into their homes first.",
    footer = {"lighter push", "lighter push -f shop registry.example.com/bundles/shop:v1.4.0"})
public final class Push implements Callable<ExitCode> {
  private final Session session;
  @Mixin private final RecipeFile recipe = new RecipeFile();

  @Parameters(
      arity = "0..1",
      paramLabel = "REFERENCE",
      description = "Where to (default: the recipe's `to`, tagged v<version>).")
  private @Nullable String reference;

  @Option(names = "--keep-tags", description = "Refuse to let a tag name something else.")
  private boolean keepTags;

  public Push(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    var verbs = new Verbs(session);
    Optional<Reference.Tagged> to = Optional.ofNullable(reference).map(Push::tagged);
    Built built =
        verbs
            .build()
            .run(
                new dev.lighterage.cnab.app.Build.Request(
                    recipe.path(session), to.map(Reference.Tagged::repository)));
    Build.sayLock(session, built);
    var done =
        verbs
            .push()
            .run(
                new dev.lighterage.cnab.app.Push.Request(
                    built, to.orElseGet(built::reference), keepTags));
    done.homes().forEach(home -> session.console().note(Lines.of(home)));
    session.console().note(Lines.of(done.tag()));
    session.console().note(summary(done, session.traffic()));
    session
        .console()
        .answer(Answer.of(json(done, session.traffic()), done.reference().canonical() + "\n"));
    return ExitCode.DONE;
  }

  private static Reference.Tagged tagged(String text) {
    return switch (Reference.parse(text)) {
      case Reference.Tagged tagged -> tagged;
      case Reference.Pinned _ ->
          throw Failure.of(Failure.Kind.INVALID, "a bundle is pushed under a tag", text)
              .with("expected", "<registry>/<name>:<tag>");
    };
  }

  private static String summary(dev.lighterage.cnab.app.Push.Done done, Traffic.Snapshot traffic) {
    String wire = Lines.requests(traffic) + ", " + Sizes.of(traffic.bytesUp()) + " up";
    return done.unchanged()
        ? "nothing to do: everything is there (" + wire + ")"
        : Lines.of(done.copied(), Lines.Way.SENT) + "; " + wire;
  }

  private static JsonObject json(dev.lighterage.cnab.app.Push.Done done, Traffic.Snapshot traffic) {
    return JsonObject.builder()
        .put("reference", done.reference().canonical())
        .put("unchanged", done.unchanged())
        .put("tag", Json.of(done.tag()))
        .put("homes", Json.array(done.homes(), Json::of))
        .put("copied", Json.of(done.copied()))
        .put("traffic", Json.of(traffic))
        .build();
  }
}
