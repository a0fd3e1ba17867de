package dev.lighterage.oci.serve;

import dev.lighterage.oci.layout.BlobWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The uploads that are open now, in memory: they end with the process.
final class Sessions {
  /// Ours: above what any client opens at once, below the files a process may open.
  static final int MAX_OPEN = 500;

  /// Ours: how long an unused session is kept.
  static final Duration MAX_IDLE = Duration.ofHours(1);

  private final Map<String, Session> open = new ConcurrentHashMap<>();
  private final ServeSettings settings;

  Sessions(ServeSettings settings) {
    this.settings = settings;
  }

  /// A new session over `writer`. Old ones that nobody used are ended first; with too many still
  /// open it is refused with 429.
  Session open(String repository, BlobWriter writer) {
    Instant oldest = settings.clock().instant().minus(MAX_IDLE);
    open.values().removeIf(session -> session.endIfIdleSince(oldest));
    if (open.size() >= MAX_OPEN) {
      throw new Refusal(429, "TOOMANYREQUESTS", "too many uploads are open");
    }
    var id = new UUID(settings.random().nextLong(), settings.random().nextLong()).toString();
    var session = new Session(repository, id, writer, settings.clock());
    open.put(id, session);
    return session;
  }

  Session require(Route.Upload route) {
    Session session = open.get(route.id());
    if (session == null || !session.repository().equals(route.repository())) {
      throw Refusal.unknownUpload();
    }
    return session;
  }

  void forget(Session session) {
    open.remove(session.id());
    session.end();
  }

  /// Forgets it with what has arrived.
  void drop(Session session) {
    open.remove(session.id());
    session.drop();
  }

  /// Ends all.
  void close() {
    List.copyOf(open.values()).forEach(this::drop);
  }
}
