package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.app.Place;
import dev.lighterage.oci.model.Reference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter pull`. JSON as of `copy`.
@Command(
    name = "pull",
    header = "Bring a bundle, an image or an artifact with all below it into a layout.",
    footer = "lighter pull registry.example.com/bundles/shop:v1.4.0 shop-layout")
public final class Pull implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "What to pull.")
  private String reference = "";

  @Parameters(
      index = "1",
      paramLabel = "FOLDER",
      description = "The layout; made if absent. `oci:` may stand before it.")
  private String folder = "";

  public Pull(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Path path =
        Path.of(folder.startsWith(Place.LAYOUT) ? folder.substring(Place.LAYOUT.length()) : folder);
    var to = new Place.InLayout(session.path(path), Optional.empty(), Optional.empty());
    return Copy.run(session, new Place.InRegistry(Reference.parse(reference)), to, false);
  }
}
