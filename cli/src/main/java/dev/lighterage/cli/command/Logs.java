package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter logs`: what a run said goes to standard output, as it is. JSON: `{"installation",
/// "claim", "log"}`.
@Command(
    name = "logs",
    header = "Print what the last run of an installation said, or the run of a claim.",
    footer = {"lighter logs shop", "lighter logs shop 01JD2K8Z6V5Q1M0C9X7R4T3B2N"})
public final class Logs implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "NAME", description = "The installation.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CLAIM",
      description = "The claim's id (lighter show).")
  private @Nullable String claim;

  public Logs(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Installations installations = new Verbs(session).installations();
    List<Recorded> history = Histories.of(installations, name);
    String id = Optional.ofNullable(claim).orElse(history.getLast().claim().id());
    if (history.stream().noneMatch(r -> r.claim().id().equals(id))) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such claim", name + ", " + id);
    }
    byte[] said = installations.log(name, id).map(this::read).orElse(new byte[0]);
    var json =
        JsonObject.builder()
            .put("installation", name)
            .put("claim", id)
            .put("log", new String(said, StandardCharsets.UTF_8));
    session.console().answer(json.build(), said);
    return ExitCode.DONE;
  }

  private byte[] read(Content log) {
    try (InputStream in = log.open(0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read a log", name).because(e);
    }
  }
}
