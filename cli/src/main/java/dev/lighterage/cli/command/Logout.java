package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.oci.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter logout`. JSON: `{"registry", "forgotten"}`.
@Command(
    name = "logout",
    header = "Forget the login for a registry.",
    footer = "lighter logout registry.example.com")
public final class Logout implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "REGISTRY", description = "host[:port]")
  private String registry = "";

  public Logout(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    boolean forgotten = new Verbs(session).registries().logout(registry);
    var json = JsonObject.builder().put("registry", registry).put("forgotten", forgotten).build();
    String line = forgotten ? "forgotten: " + registry : "there was no login for " + registry;
    session.console().answer(Answer.of(json, line + "\n"));
    return ExitCode.DONE;
  }
}
