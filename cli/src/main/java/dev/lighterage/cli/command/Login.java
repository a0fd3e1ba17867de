package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter login`. JSON: `{"registry", "kept"}`. The password is never an argument, which any user
/// of the machine could read.
@Command(
    name = "login",
    header = "Show a registry who we are, and keep the login where Docker keeps its own.",
    footer = {
      "lighter login registry.example.com -u ada",
      "lighter login registry.example.com -u ada --password-stdin < password.txt"
    })
public final class Login implements Callable<ExitCode> {
  /// Longer than any token seen in the field.
  private static final int MAX_PASSWORD = 64 << 10;

  private final Session session;

  @Parameters(index = "0", paramLabel = "REGISTRY", description = "host[:port]")
  private String registry = "";

  @Option(
      names = {"-u", "--username"},
      required = true,
      paramLabel = "NAME",
      description = "The user's name.")
  private String user = "";

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  private boolean fromInput;

  public Login(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    Secret password = fromInput ? read() : ask();
    String kept =
        new Verbs(session)
            .registries()
            .login(registry, new dev.lighterage.oci.auth.Login.Password(user, password));
    var json = JsonObject.builder().put("registry", registry).put("kept", kept).build();
    session.console().answer(Answer.of(json, "login kept in " + kept + "\n"));
    return ExitCode.DONE;
  }

  private Secret read() throws IOException {
    byte[] bytes = session.surroundings().in().readNBytes(MAX_PASSWORD);
    String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R$", "");
    if (text.isEmpty()) {
      throw Failure.of(Failure.Kind.INVALID, "no password", "standard input");
    }
    return Secret.of(text);
  }

  private static Secret ask() {
    Console terminal =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(Login::noTerminal);
    char[] password = terminal.readPassword("Password: ");
    return Secret.of(password == null ? "" : new String(password));
  }

  private static Failure noTerminal() {
    return Failure.of(Failure.Kind.INVALID, "no terminal to ask for a password", "login")
        .with("expected", "--password-stdin");
  }
}
