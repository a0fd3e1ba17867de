package dev.lighterage.oci.auth;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Origin;
import dev.lighterage.oci.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Sends requests as somebody: the first one to a host goes without a word about who asks, its
/// challenge is answered and remembered, and later requests answer it beforehand. Safe for use by
/// many threads.
///
/// A 401 comes back only when there is nothing (more) to show. Failures: those of [Http], of
/// [Credentials] and of the token service (`UNAUTHORIZED` when it refuses).
public final class Access {
  private final Http http;
  private final Credentials credentials;
  private final ConcurrentHashMap<Origin, Guard> guards = new ConcurrentHashMap<>();

  public Access(Http http, Credentials credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  public Answer send(Request request, Purpose purpose) {
    Origin origin = Origin.of(request.uri());
    Guard guard = guards.computeIfAbsent(origin, _ -> new Guard(http, credentials));
    Optional<Guard.Pass> pass = guard.pass(request.uri(), purpose);
    Answer answer = http.send(shown(request, pass));
    // A redirect may have led to a host whose challenges are none of ours.
    if (answer.status() != 401 || !Origin.of(answer.uri()).equals(origin)) {
      return answer;
    }
    List<Challenge> challenges = Challenge.parse(answer.headers("WWW-Authenticate"));
    return guard
        .renew(request.uri(), purpose, new Guard.Refused(challenges, pass))
        .map(fresh -> http.send(shown(request, Optional.of(fresh))))
        .orElse(answer);
  }

  private static Request shown(Request request, Optional<Guard.Pass> pass) {
    return pass.map(p -> request.with("Authorization", p.header().reveal())).orElse(request);
  }
}
