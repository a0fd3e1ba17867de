package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter outputs`. JSON: `{"installation", "outputs": {NAME: {"digest"?, "size"?}}}`. With a
/// name the value itself goes to standard output, as it is; JSON: `{"installation", "output",
/// "value" | "base64"}`.
@Command(
    name = "outputs",
    header = "Show the outputs of an installation, or the value of one.",
    footer = {"lighter outputs shop", "lighter outputs shop endpoint"})
public final class Outputs implements Callable<ExitCode> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "NAME", description = "The installation.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OUTPUT",
      description = "Print the value of this one.")
  private @Nullable String output;

  public Outputs(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Installations installations = new Verbs(session).installations();
    var known = new TreeMap<String, Result.Stored>();
    for (Recorded recorded : Histories.of(installations, name)) {
      recorded.last().ifPresent(result -> known.putAll(result.outputs()));
    }
    String wanted = output;
    if (wanted != null) {
      byte[] value = value(installations, wanted);
      session.console().answer(json(wanted, value), value);
      return ExitCode.DONE;
    }
    var table = new Table("OUTPUT", "SIZE", "DIGEST");
    var json = JsonObject.builder();
    known.forEach(
        (key, stored) -> {
          var one = JsonObject.builder();
          stored.contentDigest().ifPresent(digest -> one.put("digest", digest.toString()));
          stored.size().ifPresent(size -> one.put("size", size));
          json.put(key, one.build());
          table.row(
              key,
              stored.size().map(Sizes::of).orElse("-"),
              stored.contentDigest().map(d -> d.brief()).orElse("-"));
        });
    session
        .console()
        .answer(
            new Answer(
                JsonObject.builder().put("installation", name).put("outputs", json.build()).build(),
                table.text()));
    return ExitCode.DONE;
  }

  /// A value that is not UTF-8 is given in base 64, RFC 4648 section 4.
  private JsonObject json(String wanted, byte[] value) {
    var json = JsonObject.builder().put("installation", name).put("output", wanted);
    String text = new String(value, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value)
        ? json.put("value", text).build()
        : json.put("base64", Base64.getEncoder().encodeToString(value)).build();
  }

  private byte[] value(Installations installations, String wanted) {
    Content content =
        installations
            .output(name, wanted)
            .orElseThrow(
                () -> Failure.of(Failure.Kind.NOT_FOUND, "no such output", name + ", " + wanted));
    try (InputStream in = content.open(0)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read an output", wanted).because(e);
    }
  }
}
