package dev.lighterage.oci.auth;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One auth file, as Docker (`config.json`) and the containers tools (`auth.json`) write it.
///
/// ```
/// {"auths": {HOST: {"auth": base64("user:password")}
///           | {"username": …, "password": …} | {"identitytoken": …} | {"registrytoken": …}},
///  "credHelpers": {HOST: NAME}, "credsStore": NAME, …}
/// ```
///
/// Members that are not known here are kept when the file is written. A file that is no such
/// document fails with `INVALID`, one that cannot be read or written with `STORAGE`. Source:
/// docker/cli, cli/config; containers-auth.json(5).
final class AuthFile {
  /// 1 MiB; real ones have a few kilobytes.
  private static final int MAX_BYTES = 1 << 20;

  private static final String AUTHS = "auths";

  private final Path path;

  AuthFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  private JsonObject read() {
    if (!Files.exists(path)) {
      return JsonObject.builder().build();
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "auth file over the limit", path.toString())
            .with("limit", MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8).isBlank()
          ? JsonObject.builder().build()
          : Json.readObject(Bytes.of(bytes));
    } catch (IOException e) {
      throw Failure.storage("could not read the auth file", path, e);
    } catch (Failure broken) {
      throw invalid(broken);
    }
  }

  /// The name of the credential helper that keeps the registry's login.
  Optional<String> helper(String registry) {
    JsonObject file = read();
    try {
      Optional<JsonObject> helpers = file.findObject("credHelpers");
      for (String key : helpers.map(JsonObject::members).orElse(Map.of()).keySet()) {
        if (HostKey.names(key, registry)) {
          return helpers.flatMap(all -> all.findString(key)).filter(name -> !name.isEmpty());
        }
      }
      return file.findString("credsStore").filter(name -> !name.isEmpty());
    } catch (Failure broken) {
      throw invalid(broken);
    }
  }

  /// The login for a repository, or, with an empty name, for the registry as a whole.
  Optional<Login> find(String registry, String repository) {
    try {
      Optional<JsonObject> auths = read().findObject(AUTHS);
      for (String key : HostKey.namespaces(registry, repository)) {
        Optional<Login> found = auths.flatMap(all -> all.findObject(key)).flatMap(this::login);
        if (found.isPresent()) {
          return found;
        }
      }
      for (String key : auths.map(JsonObject::members).orElse(Map.of()).keySet()) {
        Optional<Login> found =
            HostKey.names(key, registry)
                ? auths.flatMap(all -> all.findObject(key)).flatMap(this::login)
                : Optional.empty();
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } catch (Failure broken) {
      throw invalid(broken);
    }
  }

  private Optional<Login> login(JsonObject entry) {
    Optional<Login> token =
        text(entry, "identitytoken").map(t -> new Login.IdentityToken(Secret.of(t)));
    return token
        .or(() -> text(entry, "registrytoken").map(t -> new Login.RegistryToken(Secret.of(t))))
        .or(() -> text(entry, "auth").map(this::decode))
        .or(
            () ->
                text(entry, "username")
                    .map(u -> password(u, entry.findString("password").orElse(""))));
  }

  private static Optional<String> text(JsonObject entry, String name) {
    return entry.findString(name).filter(value -> !value.isEmpty());
  }

  private Login decode(String auth) {
    String pair;
    try {
      byte[] bytes = Base64.getDecoder().decode(auth.strip());
      pair = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The decoder's message may quote what it could not read, which is a secret.
      throw Failure.of(Failure.Kind.INVALID, "not base64", "auth");
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw Failure.of(Failure.Kind.INVALID, "not a user and a password", "auth");
    }
    // Docker pads the password with zero bytes in some files.
    return password(pair.substring(0, colon), pair.substring(colon + 1).replaceAll("\0+$", ""));
  }

  static Login password(String user, String password) {
    return user.equals(Login.TOKEN_USER)
        ? new Login.IdentityToken(Secret.of(password))
        : new Login.Password(user, Secret.of(password));
  }

  /// Keeps `login` for the registry and takes away what stood there under other names.
  void store(String registry, Login login) {
    write(file -> withAuths(file, registry, Optional.of(entry(login))));
  }

  /// Forgets the registry; whether there was anything to forget.
  boolean erase(String registry) {
    boolean any =
        read().findObject(AUTHS).map(JsonObject::members).orElse(Map.of()).keySet().stream()
            .anyMatch(key -> HostKey.names(key, registry));
    if (any) {
      write(file -> withAuths(file, registry, Optional.empty()));
    }
    return any;
  }

  private static JsonObject entry(Login login) {
    var json = JsonObject.builder();
    switch (login) {
      case Login.Password(String user, Secret password) ->
          json.put("auth", base64(user + ":" + password.reveal()));
      case Login.IdentityToken(Secret token) -> json.put("identitytoken", token.reveal());
      case Login.RegistryToken(Secret token) -> json.put("registrytoken", token.reveal());
    }
    return json.build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject withAuths(
      JsonObject file, String registry, Optional<JsonObject> entry) {
    var auths = new LinkedHashMap<String, JsonValue>();
    file.findObject(AUTHS).ifPresent(old -> auths.putAll(old.members()));
    auths.keySet().removeIf(key -> HostKey.names(key, registry));
    entry.ifPresent(e -> auths.put(HostKey.written(registry), e));
    var all = new LinkedHashMap<String, JsonValue>(file.members());
    all.put(AUTHS, new JsonObject(auths, "$." + AUTHS));
    return new JsonObject(all, "$");
  }

  private void write(UnaryOperator<JsonObject> change) {
    try {
      PrivateFile.replace(path, () -> Json.pretty(change.apply(read())) + "\n");
    } catch (IOException e) {
      throw Failure.storage("could not write the auth file", path, e);
    }
  }

  private Failure invalid(Failure broken) {
    if (broken.kind() != Failure.Kind.INVALID) {
      return broken;
    }
    return Failure.of(Failure.Kind.INVALID, "not an auth file", path.toString())
        .with("at", broken.subject())
        .with("why", broken.what());
  }
}
