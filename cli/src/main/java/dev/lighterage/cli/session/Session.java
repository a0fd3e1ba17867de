package dev.lighterage.cli.session;

import dev.lighterage.cli.screen.Console;
import dev.lighterage.cli.screen.Terminal;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.HttpSettings;
import dev.lighterage.oci.http.Proxies;
import dev.lighterage.oci.http.Traffic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/// One run of the command, as its command class sees it.
///
/// The global flags are known once the command line has been read; [#console()] and what follows
/// from the flags is made when first asked for.
public final class Session implements AutoCloseable {
  private final Surroundings surroundings;
  private final Globals globals = new Globals();
  private final Interruption interruption;
  private final Lazy<Console> console = new Lazy<>(this::openConsole);
  private final Lazy<Http> http = new Lazy<>(this::openHttp);

  public Session(Surroundings surroundings, Interruption interruption) {
    this.surroundings = surroundings;
    this.interruption = interruption;
  }

  public Surroundings surroundings() {
    return surroundings;
  }

  public Globals globals() {
    return globals;
  }

  public Interruption interruption() {
    return interruption;
  }

  public Console console() {
    return console.value();
  }

  public Clock clock() {
    return surroundings.clock();
  }

  public Folders folders() {
    return Folders.of(surroundings.environment(), home());
  }

  /// The user's home folder: that of the environment, else that of the user's record.
  public Path home() {
    String named = surroundings.environment().getOrDefault("HOME", "");
    return Path.of(
        named.isEmpty() ? surroundings.properties().getOrDefault("user.home", "/") : named);
  }

  /// The one place for requests, as the global flags want it; closed with this session, since a
  /// client left open holds the process for 300 ms.
  public Http http() {
    return http.value();
  }

  /// What the command sent and received so far, from its beginning.
  public Traffic.Snapshot traffic() {
    return http().traffic().snapshot();
  }

  /// A path from the command line, absolute.
  public Path path(Path given) {
    return surroundings.folder().resolve(given).normalize();
  }

  /// Ends what was opened for the command.
  @Override
  public void close() {
    http.made().ifPresent(Http::close);
  }

  private Http openHttp() {
    var settings =
        HttpSettings.ordinary()
            .withPlainHosts(Set.copyOf(globals.plainHttp()))
            .withProxies(Proxies.of(surroundings.environment()));
    if (globals.debug) {
      settings = settings.withTrace(line -> console().trace(line));
    }
    return new Http(globals.caFile().map(this::path).map(settings::withCaFile).orElse(settings));
  }

  private Console openConsole() {
    Terminal found = Terminal.of(surroundings.properties(), surroundings.environment());
    return new Console(
        surroundings.streams(),
        globals.noColor ? found.colourless() : found,
        new Console.Mode(globals.json, globals.quiet, globals.debug),
        surroundings.clock());
  }
}
