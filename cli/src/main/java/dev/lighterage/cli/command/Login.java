package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lighter login`. JSON: `{"registry", "kept"}`. The password is never an argument, which any user
/// of the machine could read.
@Command(
    name = "login",
    header = "Show a registry who we are, and keep the login where Docker keeps its own.",
    footer = {
      "lighter login registry.example.com",
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
      paramLabel = "NAME",
      description = "The user's name; asked for at a terminal.")
  private @Nullable String user;

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  private boolean fromInput;

  public Login(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() throws IOException {
    Credentials.requireRegistry(registry);
    String name = user == null ? askName() : user;
    Secret password = fromInput ? read() : askPassword();
    String kept =
        new Verbs(session)
            .registries()
            .login(registry, new dev.lighterage.oci.auth.Login.Password(name, password));
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

  private String askName() {
    if (fromInput) {
      throw Failure.of(Failure.Kind.INVALID, "no name with the password", "login")
          .with("expected", "-u NAME");
    }
    String name = terminal("no terminal to ask for a name", "-u NAME").readLine("Username: ");
    if (name == null || name.isBlank()) {
      throw Failure.of(Failure.Kind.INVALID, "no name", "login").with("expected", "-u NAME");
    }
    return name.strip();
  }

  private static Secret askPassword() {
    char[] password =
        terminal("no terminal to ask for a password", "--password-stdin")
            .readPassword("Password: ");
    return Secret.of(password == null ? "" : new String(password));
  }

  private static Console terminal(String without, String expected) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .orElseThrow(
            () -> Failure.of(Failure.Kind.INVALID, without, "login").with("expected", expected));
  }
}
