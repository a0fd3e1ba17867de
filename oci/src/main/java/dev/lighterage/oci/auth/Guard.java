package dev.lighterage.oci.auth;

import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// What is known of one origin: which challenge it gives, and the tokens that answer it, by rights
/// and by login; in memory only ([N7]).
///
/// One thread at a time gets a token, so that many requests that begin together ask once.
final class Guard {
  /// A token is not used in its last seconds, so that it does not run out on the way.
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Credentials credentials;
  private final TokenService service;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Pass> passes = new ArrayList<>();
  private Optional<Challenge> remembered = Optional.empty();

  Guard(Http http, Credentials credentials) {
    this.credentials = credentials;
    this.service = new TokenService(http, credentials);
    this.nanos = http.settings().timing().nanos();
  }

  /// An `Authorization` header, whom it speaks for, what it allows, and until when (nanoseconds).
  record Pass(Secret header, Optional<Login> login, Scopes scopes, long until) {}

  /// A 401: what it asks for, and what it was shown.
  record Refused(List<Challenge> challenges, Optional<Pass> shown) {}

  /// What to show at once; empty before the first challenge.
  Optional<Pass> pass(URI uri, Purpose purpose) {
    lock.lock();
    try {
      return remembered.flatMap(challenge -> find(challenge, uri, purpose));
    } finally {
      lock.unlock();
    }
  }

  /// What to show after a refusal; empty when there is nothing that was not shown already.
  Optional<Pass> renew(URI uri, Purpose purpose, Refused refused) {
    Optional<Challenge> chosen = choose(refused.challenges);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    lock.lock();
    try {
      remembered = chosen;
      refused.shown.ifPresent(passes::remove);
      Scopes asked = chosen.get().parameter("scope").map(Scopes::parse).orElse(Scopes.none());
      return find(chosen.get(), uri, purpose.and(asked))
          .filter(p -> !refused.shown.map(Pass::header).equals(Optional.of(p.header())));
    } finally {
      lock.unlock();
    }
  }

  /// `Bearer` before `Basic`, as it shows the password to one service only.
  private static Optional<Challenge> choose(List<Challenge> challenges) {
    return challenges.stream()
        .filter(c -> c.scheme().equals("bearer") && c.parameter("realm").isPresent())
        .findFirst()
        .or(() -> challenges.stream().filter(c -> c.scheme().equals("basic")).findFirst());
  }

  private Optional<Pass> find(Challenge challenge, URI uri, Purpose purpose) {
    Optional<Login> login = credentials.find(purpose.registry(), purpose.repository());
    if (challenge.scheme().equals("basic")) {
      return login.flatMap(Guard::basic);
    }
    if (login.orElse(null) instanceof Login.RegistryToken(Secret token)) {
      return Optional.of(bearer(token, login, purpose.scopes(), Long.MAX_VALUE));
    }
    long now = nanos.getAsLong();
    passes.removeIf(p -> p.until - now < 0);
    for (Pass pass : passes) {
      if (pass.login.equals(login) && pass.scopes.covers(purpose.scopes())) {
        return Optional.of(pass);
      }
    }
    var wish = new TokenService.Wish(challenge, uri, purpose.scopes());
    TokenService.Token token = service.fetch(wish, login);
    long until = now + token.lifetime().minus(MARGIN).toNanos();
    Pass pass = bearer(token.value(), login, purpose.scopes(), until);
    passes.add(pass);
    return Optional.of(pass);
  }

  private static Optional<Pass> basic(Login login) {
    return switch (login) {
      case Login.Password password ->
          Optional.of(
              new Pass(password.basic(), Optional.of(login), Scopes.none(), Long.MAX_VALUE));
      case Login.IdentityToken _, Login.RegistryToken _ -> Optional.empty();
    };
  }

  private static Pass bearer(Secret token, Optional<Login> login, Scopes scopes, long until) {
    return new Pass(Secret.of("Bearer " + token.reveal()), login, scopes, until);
  }
}
