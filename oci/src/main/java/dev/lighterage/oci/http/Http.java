package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The one place for requests of a process: limits, retries, redirects, counting, trace. Closed at
/// the end of the process. Safe for use by many threads.
///
/// Tried again: a request that does no more when sent twice, after a fault of the connection or a
/// 408, 502 or 504; any request but one marked `NEVER` after a 429 or a 503. What cannot be reached
/// or stops moving is a [Failure] of kind `UNREACHABLE`; an answer over its limit is `TOO_LARGE`;
/// an answer or a redirect against the rules is `PROTOCOL`. Every other status is the caller's to
/// judge.
public final class Http implements AutoCloseable {
  private static final Set<Integer> BUSY = Set.of(429, 503);
  private static final Set<Integer> GATEWAY = Set.of(408, 502, 504);

  /// Ours: who was silent for a whole [RetryPolicy#stall()] twice, or refuses to be connected to
  /// twice, is not about to answer; a mistyped port is worth no more than a second.
  private static final int TRIES_IN_VAIN = 2;

  private final HttpSettings settings;
  private final Traffic traffic = new Traffic();
  private final Trace trace;
  private final Wire wire;
  private final AddressPolicy addresses;
  private final Redirects redirects;
  private final Waits waits;

  public Http(HttpSettings settings) {
    this(settings, AddressPolicy.real());
  }

  Http(HttpSettings settings, AddressPolicy addresses) {
    this.settings = settings;
    this.trace = new Trace(settings.trace());
    this.wire = new Wire(settings, traffic, trace);
    this.addresses = addresses;
    this.redirects = new Redirects(this::requireAllowed);
    this.waits = new Waits(settings.retries(), settings.timing());
  }

  public Traffic traffic() {
    return traffic;
  }

  public HttpSettings settings() {
    return settings;
  }

  /// The address of `authority` (`host[:port]`): without TLS on loopback (unless a CA file says
  /// otherwise) and for the hosts that the settings name, with TLS for all others.
  public URI base(String authority) {
    return URI.create((isPlain(authority) ? "http://" : "https://") + authority);
  }

  private boolean isPlain(String authority) {
    String host = authority.replaceFirst(":[0-9]+$", "");
    boolean named =
        settings.plainHosts().contains(authority) || settings.plainHosts().contains(host);
    return named || (AddressPolicy.isLoopback(host) && settings.caFile().isEmpty());
  }

  /// Fails with `PROTOCOL` unless `to`, an address that an answer of `from` names, may be asked:
  /// never from https to http, never into a network that `from` is not in. `what` is a noun such as
  /// `the token service`.
  public void requireAllowed(String what, URI from, URI to) {
    try {
      requireSpeakable(to);
    } catch (Failure plain) {
      throw plain.with("named by", Origin.of(from));
    }
    addresses.require(what, from, to);
  }

  private void requireSpeakable(URI uri) {
    Origin origin = Origin.of(uri);
    boolean plain =
        AddressPolicy.isLoopback(origin.host()) || isPlain(origin.host() + ":" + origin.port());
    if (!origin.isSecure() && !plain) {
      throw Failure.of(Failure.Kind.PROTOCOL, "plain HTTP is not allowed", origin.toString());
    }
  }

  /// Sends `request`, follows redirects, tries again where that is right, and gives back the last
  /// answer.
  public Answer send(Request request) {
    requireSpeakable(request.uri());
    boolean never = request.reading().repeat() == Request.Repeat.NEVER;
    int attempts = never ? 1 : settings.retries().attempts();
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= attempts;
      Optional<String> retryAfter;
      var trail = new Redirects.Trail(request);
      try {
        Answer answer = read(request, redirects.follow(trail, wire::exchange));
        if (last || !isPassing(request, answer)) {
          return answer;
        }
        retryAfter = answer.header("Retry-After");
        trace.note("status " + answer.status() + ", attempt " + attempt);
      } catch (IOException e) {
        boolean inVain = Faults.isSilenceOrRefusal(e) && attempt >= TRIES_IN_VAIN;
        if (last || inVain || !isWorthAnother(request, e)) {
          throw failure(trail, e).with("attempts", attempt);
        }
        retryAfter = Optional.empty();
        trace.note(Faults.reason(e) + ", attempt " + attempt);
      }
      pause(attempt, retryAfter);
    }
  }

  private Failure failure(Redirects.Trail trail, IOException e) {
    Failure failure = trail.failure(e);
    return settings
        .proxies()
        .at(Origin.of(trail.end()))
        .map(proxy -> failure.with("proxy", proxy))
        .orElse(failure);
  }

  /// Waits as long as is right after the failed `attempt` (1 for the first) of something larger
  /// than one request.
  public void pause(int attempt, Optional<String> retryAfter) {
    Duration wait = waits.after(attempt, retryAfter);
    trace.note("waiting " + wait.toMillis() + " ms");
    settings.timing().sleep().accept(wait);
  }

  private static boolean isPassing(Request request, Answer answer) {
    return BUSY.contains(answer.status())
        || (GATEWAY.contains(answer.status()) && request.isRepeatable());
  }

  private static boolean isWorthAnother(Request request, IOException e) {
    return request.isRepeatable()
        && !Thread.currentThread().isInterrupted()
        && !(e instanceof SentBody.Broken)
        && Faults.mayPass(e);
  }

  /// Reads what is to be in memory, so that a body that breaks counts as a failed attempt.
  private static Answer read(Request request, Answer answer) throws IOException {
    boolean good = answer.isGood();
    if (good && request.reading().streamed()) {
      Bodies.requirePlain(answer);
      return answer;
    }
    try (answer) {
      return answer.whole(good ? whole(request, answer) : rest(answer));
    }
  }

  private static Bytes whole(Request request, Answer answer) throws IOException {
    int limit = request.reading().limit();
    Bodies.requirePlain(answer);
    Bodies.requireFit(request, answer, limit);
    byte[] bytes = answer.body().readNBytes(limit);
    if (answer.body().read() >= 0) {
      throw Bodies.tooLarge(answer, limit);
    }
    return Bytes.of(bytes);
  }

  /// As much of an error's body as there is: its status says what counts, and a server that answers
  /// before it has read everything may end the connection over it.
  private static Bytes rest(Answer answer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try {
      byte[] buffer = new byte[8 << 10];
      for (int n = 0; n >= 0 && bytes.size() < Request.SMALL; n = answer.body().read(buffer)) {
        bytes.write(buffer, 0, Math.min(n, Request.SMALL - bytes.size()));
      }
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
    return Bytes.of(bytes.toByteArray());
  }

  @Override
  public void close() {
    wire.close();
  }
}
