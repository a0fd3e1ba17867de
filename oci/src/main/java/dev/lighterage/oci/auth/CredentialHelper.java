package dev.lighterage.oci.auth;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A program `docker-credential-NAME` that keeps logins.
///
/// It is found on the PATH and started without a shell; what it is asked comes on its standard
/// input, so that no secret stands in an argument. `get` answers `{"Username", "Secret"}`, `store`
/// takes `{"ServerURL", "Username", "Secret"}`, `erase` takes the server. A helper that fails,
/// takes too long or answers something else is a failure of kind `PROGRAM`; what it wrote is shown
/// nowhere. The failure's facts are `asked` (what it was asked), `registry` as it was told, `auth
/// file` (which names it), and `path` where no such program is on it. Source:
/// docker/docker-credential-helpers, README, "Development".
final class CredentialHelper {
  /// [N6]; `.exe` for those of Windows that are called inside WSL.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}(?:\\.exe)?");

  private static final int MAX_OUTPUT = 1 << 20;

  /// credentials/error.go: how a helper says that it has nothing.
  private static final String NOT_FOUND = "credentials not found";

  private final String name;
  private final String registry;
  private final Path authFile;
  private final Environment environment;

  /// The helper `name` for `registry`, as `authFile` names it.
  CredentialHelper(String name, String registry, Path authFile, Environment environment) {
    if (!NAME.matcher(name).matches()) {
      throw Failure.of(
              Failure.Kind.INVALID, "not the name of a credential helper", authFile.toString())
          .with("expected", "letters, digits, _ and -");
    }
    this.name = name;
    this.registry = HostKey.written(registry);
    this.authFile = authFile;
    this.environment = environment;
  }

  Optional<Login> get() {
    Ended ended = run("get", registry);
    if (ended.status != 0 && ended.output.contains(NOT_FOUND)) {
      return Optional.empty();
    }
    requireGood("get", ended);
    try {
      JsonObject json = Json.readObject(Bytes.utf8(ended.output));
      String user = json.findString("Username").orElse("");
      String secret = json.findString("Secret").orElse("");
      return user.isEmpty() && secret.isEmpty()
          ? Optional.empty()
          : Optional.of(AuthFile.password(user, secret));
    } catch (Failure broken) {
      throw failed("get", "its answer is not the JSON that is expected");
    }
  }

  void store(Login login) {
    Login.Password pair =
        switch (login) {
          case Login.Password password -> password;
          case Login.IdentityToken(Secret token) -> new Login.Password(Login.TOKEN_USER, token);
          case Login.RegistryToken _ -> throw failed("store", "it keeps no registry tokens");
        };
    var json = JsonObject.builder().put("ServerURL", registry);
    json.put("Username", pair.user()).put("Secret", pair.password().reveal());
    requireGood("store", run("store", Json.canonical(json.build()).text()));
  }

  /// Whether there was something to erase.
  boolean erase() {
    if (get().isEmpty()) {
      return false;
    }
    requireGood("erase", run("erase", registry));
    return true;
  }

  private record Ended(int status, String output) {}

  private Ended run(String verb, String input) {
    var builder = new ProcessBuilder(List.of(program(verb).toString(), verb));
    builder.environment().clear();
    builder.environment().putAll(environment.variables());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw failed(verb, "it could not be started").because(e);
    }
    try {
      return talk(process, verb, input);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Ended talk(Process process, String verb, String input) {
    var output = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                tell(process, input);
                output.complete(read(process.getInputStream()));
              } catch (IOException e) {
                output.completeExceptionally(e);
              }
            });
    try {
      long limit = environment.helperLimit().toMillis();
      String text = output.get(limit, TimeUnit.MILLISECONDS);
      if (!process.waitFor(limit, TimeUnit.MILLISECONDS)) {
        throw tooSlow(verb);
      }
      return new Ended(process.exitValue(), text);
    } catch (TimeoutException e) {
      throw tooSlow(verb);
    } catch (ExecutionException e) {
      throw failed(verb, "talking to it failed").because(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(Failure.Kind.CANCELED, "interrupted", "credential helper " + name)
          .because(e);
    }
  }

  /// A helper may answer without reading what it is told.
  private static void tell(Process process, String input) {
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Its exit code and its answer say whether that mattered.
    }
  }

  private static String read(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(in.readNBytes(MAX_OUTPUT + 1));
    if (out.size() > MAX_OUTPUT) {
      throw new IOException("more than " + MAX_OUTPUT + " bytes");
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path program(String verb) {
    String path = environment.variable("PATH").orElse("");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, "docker-credential-" + name);
      if (!folder.isEmpty() && Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return candidate.toAbsolutePath();
      }
    }
    throw failed(verb, "no such program on the PATH").with("path", path);
  }

  private void requireGood(String verb, Ended ended) {
    if (ended.status != 0) {
      throw failed(verb, "it ended with status " + ended.status);
    }
  }

  private Failure tooSlow(String verb) {
    return failed(verb, "it did not end within " + environment.helperLimit().toSeconds() + " s");
  }

  private Failure failed(String verb, String why) {
    return Failure.of(Failure.Kind.PROGRAM, "credential helper failed", "docker-credential-" + name)
        .with("asked", verb)
        .with("registry", registry)
        .with("auth file", authFile)
        .with("why", why);
  }
}
