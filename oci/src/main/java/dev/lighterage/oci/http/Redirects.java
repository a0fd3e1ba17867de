package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/// Follows redirects by hand (RFC 9110, section 15.4): no credential leaves its origin, nothing
/// leads from https to http or into a private network, and the chain is short.
final class Redirects {
  /// [N2].
  private static final int MAX_HOPS = 5;

  private static final Set<Integer> FOR_READS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> FOR_ALL = Set.of(307, 308);

  private final Rule rule;

  Redirects(Rule rule) {
    this.rule = rule;
  }

  /// Says whether `to`, named by `from`, may be asked; see [Http#requireAllowed].
  interface Rule {
    void require(String what, URI from, URI to);
  }

  /// One exchange.
  interface Exchange {
    Answer send(Request request) throws IOException;
  }

  /// A request and where redirects have led it.
  static final class Trail {
    private final Request first;
    private Request last;

    Trail(Request first) {
      this.first = first;
      this.last = first;
    }

    /// The address that is asked last.
    URI end() {
      return last.uri();
    }

    /// What failed on the way with `e`, said of the host that was reached for; the address that was
    /// asked first is the fact `redirected by` where it is another one.
    Failure failure(IOException e) {
      Failure failure = Faults.failure(last, e);
      return last.uri().equals(first.uri())
          ? failure
          : failure.with("redirected by", Blotted.address(first.uri()));
    }
  }

  Answer follow(Trail trail, Exchange exchange) throws IOException {
    Request first = trail.first;
    for (int hop = 0; hop <= MAX_HOPS; hop++) {
      Answer answer = exchange.send(trail.last);
      if (!isRedirect(trail.last, answer)) {
        return answer;
      }
      answer.drain();
      trail.last = next(first, trail.last, answer);
    }
    throw Failure.of(Failure.Kind.PROTOCOL, "too many redirects", Blotted.address(first.uri()))
        .with("limit", MAX_HOPS);
  }

  private static boolean isRedirect(Request request, Answer answer) {
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    return (read ? FOR_READS : FOR_ALL).contains(answer.status())
        && answer.header("Location").isPresent();
  }

  private Request next(Request first, Request request, Answer answer) {
    URI target = resolve(request.uri(), answer.header("Location").orElseThrow());
    rule.require("redirect", request.uri(), target);
    rule.require("redirect", first.uri(), target);
    boolean same = Origin.of(request.uri()).equals(Origin.of(target));
    if (!same && request.method().equals("POST") && request.body().isPresent()) {
      throw Failure.of(Failure.Kind.PROTOCOL, "redirect is refused", Blotted.address(target))
          .with("named by", Origin.of(request.uri()))
          .with("why", "what is posted may be a secret of that host");
    }
    return (same ? request : request.without("Authorization")).to(target);
  }

  /// `location` as seen from `from`; fails with `PROTOCOL` when it is not an address.
  static URI resolve(URI from, String location) {
    try {
      URI target = from.resolve(new URI(location.strip()));
      Origin.of(target);
      return target.getRawFragment() == null
          ? target
          : new URI(target.toString().substring(0, target.toString().indexOf('#')));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw Failure.of(Failure.Kind.PROTOCOL, "not an address", Blotted.address(location))
          .with("named by", Blotted.address(from));
    }
  }
}
