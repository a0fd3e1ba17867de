package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Place;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter copy`. JSON: `{"reference", "digest", "tag"?: tag, "copied": counts, "traffic":
/// {"requests", "bytesUp", "bytesDown"}}`.
@Command(
    name = "copy",
    header = "Copy a bundle, an image or an artifact with all below it, its digest kept.",
    description = "Places are references, or layouts: oci:FOLDER[:TAG].",
    footer = {
      "lighter copy oci:runner:1 registry.example.com/runners/azure:1",
      "lighter copy registry.example.com/bundles/shop:v1.4.0 other.example.com/bundles/shop:v1.4.0"
    })
public final class Copy implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "FROM", description = "What to copy.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Where to.")
  private String to = "";

  @Option(names = "--keep-tags", description = "Refuse to let a tag name something else.")
  private boolean keepTags;

  public Copy(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    return run(session, Places.read(session, from), Places.read(session, to), keepTags);
  }

  static ExitCode run(Session session, Place from, Place to, boolean keepTags) {
    var done =
        new Verbs(session)
            .copy(to instanceof Place.InLayout ? "fetch" : "send")
            .run(new dev.lighterage.cnab.app.Copy.Request(from, to, keepTags));
    done.tag().ifPresent(tag -> session.console().note(Lines.of(tag)));
    session.console().note(summary(done.copied(), from, to) + wire(session.traffic(), from, to));
    var json =
        JsonObject.builder()
            .put("reference", done.reference())
            .put("digest", done.digest().toString());
    done.tag().ifPresent(tag -> json.put("tag", Json.of(tag)));
    json.put("copied", Json.of(done.copied())).put("traffic", Json.of(session.traffic()));
    session.console().answer(Answer.of(json.build(), done.reference() + "\n"));
    return ExitCode.DONE;
  }

  private static String summary(Copied copied, Place from, Place to) {
    if (copied.broughtNothing()) {
      return "nothing to bring: everything is there";
    }
    Lines.Way there =
        switch (from) {
          case Place.InRegistry _ -> Lines.Way.FETCHED;
          case Place.InLayout _ -> Lines.Way.COPIED;
        };
    return Lines.of(copied, to instanceof Place.InRegistry ? Lines.Way.SENT : there);
  }

  /// Empty where nobody was asked.
  private static String wire(Traffic.Snapshot traffic, Place from, Place to) {
    if (traffic.requests() == 0) {
      return "";
    }
    boolean sends = to instanceof Place.InRegistry;
    boolean fetches = !sends || from instanceof Place.InRegistry;
    return "; "
        + Lines.requests(traffic)
        + (sends ? ", " + Sizes.of(traffic.bytesUp()) + " up" : "")
        + (fetches ? ", " + Sizes.of(traffic.bytesDown()) + " down" : "");
  }
}
