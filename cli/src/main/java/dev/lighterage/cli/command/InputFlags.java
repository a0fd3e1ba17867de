package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.app.Operate;
import dev.lighterage.cnab.run.CredentialSource;
import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Flags that give a run its parameters and credentials.
final class InputFlags {
  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = "A parameter; text, or JSON where its definition wants another type.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--param-file",
      paramLabel = "FILE",
      description = "Parameters by name, in YAML or JSON; --param goes before it.")
  private @Nullable Path file;

  @Option(
      names = {"-c", "--credential"},
      paramLabel = "NAME=SOURCE",
      description = "Where a credential is: env:VAR or file:PATH. Its value is stored nowhere.")
  private List<String> credentials = new ArrayList<>();

  Operate.Given given(Session session) {
    var values = new TreeMap<String, String>();
    parameters.forEach(text -> split("parameter", text, values::put));
    var sources = new TreeMap<String, CredentialSource>();
    credentials.forEach(
        text -> split("credential", text, (n, s) -> sources.put(n, source(session, s))));
    Path named = file;
    JsonObject fromFile =
        named == null
            ? JsonObject.builder().build()
            : Yaml.read(session.path(named)).asMap("parameters by name").toJson();
    return new Operate.Given(values, fromFile, sources, session.surroundings().environment());
  }

  private static CredentialSource source(Session session, String text) {
    return switch (CredentialSource.parse(text)) {
      case CredentialSource.FromVariable variable -> variable;
      case CredentialSource.FromFile in -> new CredentialSource.FromFile(session.path(in.path()));
    };
  }

  /// The text itself is not shown when it cannot be read: it may be a secret.
  private static void split(String noun, String text, BiConsumer<String, String> take) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw Failure.of(Failure.Kind.INVALID, "not a " + noun, "(not shown)")
          .with("expected", noun.equals("parameter") ? "NAME=VALUE" : "NAME=env:VAR or file:PATH");
    }
    take.accept(text.substring(0, equals), text.substring(equals + 1));
  }
}
