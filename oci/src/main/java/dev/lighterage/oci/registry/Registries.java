package dev.lighterage.oci.registry;

import dev.lighterage.oci.auth.Access;
import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Login;
import dev.lighterage.oci.auth.Purpose;
import dev.lighterage.oci.auth.Scopes;
import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.model.Repository;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// All registries, as one user sees them through one [Http]; what is learned of a host (its
/// challenge, tokens, abilities) is remembered here and nowhere else. Safe for use by many threads.
public final class Registries {
  private final Http http;
  private final Credentials credentials;
  private final Access access;
  private final ConcurrentHashMap<Repository, RegistryStore> stores = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<URI, Traits> traits = new ConcurrentHashMap<>();

  public Registries(Http http, Credentials credentials) {
    this.http = http;
    this.credentials = credentials;
    this.access = new Access(http, credentials);
  }

  /// The store of one repository; always the same object for the same repository. Nothing is asked
  /// yet.
  public RegistryStore repository(Repository repository) {
    return stores.computeIfAbsent(
        repository,
        wanted -> {
          var endpoint = new Endpoint(http, access, wanted);
          return new RegistryStore(
              endpoint, traits.computeIfAbsent(endpoint.base(), _ -> new Traits()));
        });
  }

  /// Shows `login` to `registry` (`host[:port]`) and, when it is taken, keeps it; answers where it
  /// is kept. A registry that asks nobody takes every login. Fails with `UNAUTHORIZED` or
  /// `FORBIDDEN` when it is refused; then nothing is kept.
  public String login(String registry, Login login) {
    var shown = new Access(http, credentials.given(Map.of(registry, login)));
    URI ping = URI.create(Endpoint.base(http, registry) + "/v2/");
    Answer answer = shown.send(Request.get(ping), new Purpose(registry, "", Scopes.none()));
    if (!answer.isGood()) {
      throw Refusal.of(answer, "login was refused", registry);
    }
    return credentials.store(registry, login);
  }

  /// Forgets the login for `registry`; `false` when there was none.
  public boolean logout(String registry) {
    return credentials.erase(registry);
  }
}
