package dev.lighterage.oci.registry;

import dev.lighterage.oci.auth.Access;
import dev.lighterage.oci.auth.Purpose;
import dev.lighterage.oci.auth.Scopes;
import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Blotted;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Origin;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.net.URI;

/// Where one repository is asked, and how.
final class Endpoint {
  /// Docker Hub is asked at another host than its references name, and keeps what has one name only
  /// below `library/` (docker.io's reference documentation, "Canonical names").
  private static final String HUB = "docker.io";

  private static final String HUB_API = "registry-1.docker.io";

  private final Http http;
  private final Access access;
  private final Repository repository;
  private final URI base;
  private final String name;

  Endpoint(Http http, Access access, Repository repository) {
    this.http = http;
    this.access = access;
    this.repository = repository;
    this.base = base(http, repository.registry());
    boolean official = repository.registry().equals(HUB) && !repository.name().contains("/");
    this.name = official ? "library/" + repository.name() : repository.name();
  }

  static URI base(Http http, String registry) {
    return http.base(registry.equals(HUB) ? HUB_API : registry);
  }

  Http http() {
    return http;
  }

  Repository repository() {
    return repository;
  }

  /// The registry's address, without a path.
  URI base() {
    return base;
  }

  /// The repository's name as this registry knows it.
  String name() {
    return name;
  }

  /// An address of this repository; `path` such as `tags/list`.
  URI at(String path) {
    return URI.create(base + "/v2/" + name + "/" + path);
  }

  Answer read(Request request) {
    return send(request, purpose(Scopes.pull(name)));
  }

  Answer write(Request request) {
    return send(request, purpose(Scopes.push(name)));
  }

  Answer mount(Request request, String from) {
    return send(request, purpose(Scopes.push(name).and(Scopes.pull(from))));
  }

  private Purpose purpose(Scopes scopes) {
    return new Purpose(repository.registry(), repository.name(), scopes);
  }

  /// Whoever is asked somewhere else than at the registry is not shown who asks ([N3]).
  private Answer send(Request request, Purpose purpose) {
    return isHere(request.uri()) ? access.send(request, purpose) : http.send(request);
  }

  boolean isHere(URI uri) {
    return Origin.of(uri).equals(Origin.of(base));
  }

  /// The address in a header of an answer, absolute or relative to what was asked. Fails with
  /// `PROTOCOL` when it is none, or one that this registry may not send us to.
  URI named(String what, Answer by, String location) {
    URI target;
    try {
      target = by.uri().resolve(URI.create(location.strip()));
    } catch (IllegalArgumentException e) {
      throw Failure.of(Failure.Kind.PROTOCOL, what + " is no address", Blotted.address(location))
          .with("named by", Origin.of(base));
    }
    http.requireAllowed(what, by.uri(), target);
    http.requireAllowed(what, base, target);
    return target;
  }
}
