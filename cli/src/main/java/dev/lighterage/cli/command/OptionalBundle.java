package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.app.Place;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// The bundle that acts on an installation which is there already: it need not be named.
final class OptionalBundle {
  @Parameters(
      index = "+",
      arity = "0..1",
      paramLabel = "BUNDLE",
      description =
          "A reference, or a layout: oci:FOLDER[:TAG] (default: the bundle it was last made of,"
              + " where that was found; name another place if it has moved).")
  private @Nullable String bundle;

  Optional<Place> place(Session session) {
    return Optional.ofNullable(bundle).map(text -> Places.read(session, text));
  }
}
