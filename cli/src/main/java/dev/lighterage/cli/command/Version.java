package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.oci.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `lighter version`. JSON: `{"version", "java", "os", "architecture"}`.
@Command(
    name = "version",
    header = "Print the version of lighter and of the Java under it.",
    footer = {"lighter version", "lighter version --json"})
public final class Version implements Callable<ExitCode> {
  private final Session session;

  public Version(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    var json =
        JsonObject.builder()
            .put("version", ours())
            .put("java", Runtime.version().toString())
            .put("os", System.getProperty("os.name", ""))
            .put("architecture", System.getProperty("os.arch", ""))
            .build();
    session.console().answer(Answer.of(json, line() + "\n"));
    return ExitCode.DONE;
  }

  /// The line for people, made without anything that takes time.
  public static String line() {
    return "lighter " + ours() + " (Java " + Runtime.version() + ")";
  }

  /// This version, which the build wrote beside this class.
  public static String ours() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      return in == null ? "?" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
